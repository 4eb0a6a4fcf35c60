#pragma once

#include "ui/office/customercontext.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/formdialog.h"

class QComboBox;

namespace pl::ui {

/// Makes a proof pack of one lead, or the file that a person is given, as PDF, JSON or both: reads everything again,
/// checks the history's chain on the way, says how that went, and asks where to save it. The names of the files hold
/// nothing of the customer.
class CustomerFileForm : public FormDialog
{
    Q_OBJECT

public:
    enum class Purpose { Proof, Give };
    /// `context.files` must not be null.
    CustomerFileForm(OfficeContext &context, CustomerContext &customers, QWidget *parent);

    /// `leadId` is the lead that is chosen at first. A proof needs a lead.
    void openFor(Purpose purpose, const replica::CustomerRecords &records, const QUuid &leadId);

Q_SIGNALS:
    /// The files are saved. `sentence` says so, and how the check of the chain went; when a line was altered,
    /// `isSound` is false.
    void filesSaved(const QString &path, const QString &sentence, bool isSound);

protected:
    void submit() override;
    bool changed() const override { return false; }

private:
    /// What is written: one or two files' bytes, and the words about them.
    struct Papers
    {
        QByteArray pdf;
        QByteArray json;
        QString sentence;
        bool isSound = true;
        QString hash;
        int leads = 0;
    };
    enum Format { Both, Pdf, Json };
    void fillLeads(const replica::CustomerRecords &records, const QUuid &leadId);
    void recordsReceived(const Result<replica::CustomerRecords> &records);
    Papers proofOf(const replica::CustomerRecords &records) const;
    Papers givenOf(const replica::CustomerRecords &records) const;
    void askWhere(const Papers &papers);
    void save(const Papers &papers, const QString &path);
    void note(const Papers &papers);
    QString officeName() const;
    QString fileName() const;
    QUuid lead() const;
    Format format() const;

    OfficeContext &m_context;
    CustomerContext &m_customers;
    Purpose m_purpose = Purpose::Proof;
    CustomerKey m_key;
    QComboBox *m_lead;
    QComboBox *m_format;
    PlainLabel *m_words;
};

} // namespace pl::ui
