#include "ui/account/signinagaindialog.h"

#include "ui/style/metrics.h"

#include <QLineEdit>

namespace pl::ui {

SignInAgainDialog::SignInAgainDialog(const QString &email, const QString &server, QWidget *parent)
    : FormDialog(parent), m_password(new QLineEdit(this))
{
    setObjectName(QStringLiteral("signInAgain"));
    addWords(tr("Your session has ended, perhaps because you signed out on another computer. Everything you have open "
                "or have typed is kept."));
    m_password->setEchoMode(QLineEdit::Password);
    addRow({{tr("Password of %1 at %2").arg(email, server), m_password, QStringLiteral("password")}});
    setMinimumWidth(scaledPx(this, 400));
    setHeading(tr("Sign in again"), tr("Sign in"));
    openForm();
}

void SignInAgainDialog::submit()
{
    clearErrors();
    if (m_password->text().isEmpty()) {
        showErrors({ErrorCode::InvalidInput, tr("Type your password.")});
        return;
    }
    setBusy(true, tr("Signing in …"));
    Q_EMIT submitted(m_password->text());
}

} // namespace pl::ui
