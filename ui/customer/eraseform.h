#pragma once

#include "models/domain/customerkey.h"
#include "models/replica/customerdesk.h"
#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace pl::ui {

/// Erases a person for good: asks the server what will go and what stays, shows it, and wants the last four digits of
/// the phone number, or the word ERASE, typed before it asks the server to do it. For admins.
class EraseForm : public FormDialog
{
    Q_OBJECT

public:
    /// `desk` must outlive the form.
    EraseForm(replica::CustomerDesk &desk, QWidget *parent);

    void openFor(const CustomerKey &key, const QString &name);
    /// The person was erased: nothing of them stays in the form.
    void forget();

Q_SIGNALS:
    void erased(const pl::CustomerKey &key, const pl::replica::ErasingCounts &counts);

protected:
    void submit() override;
    bool changed() const override { return false; }

private:
    void askPreview();
    void showPreview(const Result<replica::ErasingCounts> &preview);
    void erase();
    bool isConfirmed() const;
    QString wanted() const;

    replica::CustomerDesk &m_desk;
    CustomerKey m_key;
    std::optional<replica::ErasingCounts> m_preview;
    int m_generation = 0; ///< answers about another person are dropped
    PlainLabel *m_goes;
    PlainLabel *m_stays;
    PlainLabel *m_how;
    QLineEdit *m_typed;
};

} // namespace pl::ui
