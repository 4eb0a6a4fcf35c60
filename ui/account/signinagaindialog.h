#pragma once

#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace pl::ui {

/// Shown over the office's window when the session has ended: asks for the same account's password, so that nothing
/// that is open or typed is lost. Closed without a password, the office stays readable.
class SignInAgainDialog : public FormDialog
{
    Q_OBJECT

public:
    SignInAgainDialog(const QString &email, const QString &server, QWidget *parent);

Q_SIGNALS:
    /// The dialog is busy until saved() or showErrors().
    void submitted(const QString &password);

protected:
    void submit() override;
    bool changed() const override { return false; }

private:
    QLineEdit *m_password;
};

} // namespace pl::ui
