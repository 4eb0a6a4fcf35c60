#pragma once

#include "models/domain/lead.h"
#include "models/domain/newlead.h"
#include "models/domain/service.h"
#include "ui/widgets/personform.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace pl::ui {

class ServiceComboBox;

/// A lead typed in or corrected by the office. A phone number or an e-mail address is enough. Checks with
/// NewLead::validated() and says what is wrong beside each field. Tab goes through what is asked on the phone first,
/// and then to the phone extension and the address.
class LeadForm : public PersonForm
{
    Q_OBJECT

public:
    explicit LeadForm(QWidget *parent);

    void openNew(const QList<Service> &services);
    /// The same with what is known already, which is kept elsewhere.
    void openNew(const QList<Service> &services, const NewLead &known);
    /// The focus is in the field of `column`, or in the first.
    void openEdit(const Lead &lead, const QList<Service> &services, const QString &column = {});
    /// The row that is edited, as it was when the dialog opened or was last rebased; none for a new lead.
    const std::optional<Lead> &editedLead() const { return m_lead; }
    /// What a draft of the form is about: see FormDraft.
    std::optional<QString> draftSubject() const;
    /// Somebody else changed the row meanwhile: fields that nobody touched here show the new values, what was typed
    /// stays, and the next save is one on `now`.
    void rebase(const Lead &now);

Q_SIGNALS:
    /// Checked and tidied. The dialog stays open and busy until saved() or showErrors().
    void submitted(const pl::NewLead &fields);

protected:
    void submit() override;
    bool changed() const override;

private:
    void build();
    void openFilled(const QList<Service> &services, const NewLead &known);
    void fill(const NewLead &fields);
    NewLead typed() const;

    std::optional<Lead> m_lead;
    QList<Service> m_known;
    NewLead m_before; ///< what the form held when it opened
    bool m_isFromElsewhere = false;
    ServiceComboBox *m_service;
    QComboBox *m_urgency;
    QPlainTextEdit *m_description;
    QLineEdit *m_extension;
    QLineEdit *m_street;
    QLineEdit *m_city;
    QLineEdit *m_state;
};

} // namespace pl::ui
