#include "ui/account/changepassworddialog.h"

#include "ui/common/metrics.h"
#include "ui/common/plainlabel.h"

#include <QLineEdit>

namespace pl::ui {

namespace {

constexpr int kShortest = 8;
const QString kPassword = QStringLiteral("new_password");
const QString kRepeated = QStringLiteral("repeated_password");
const QString kCode = QStringLiteral("code");

Error wrong(const QString &field, const QString &detail)
{
    return {ErrorCode::InvalidInput, {}, {{field, QStringLiteral("invalid"), detail}}};
}

} // namespace

ChangePasswordDialog::ChangePasswordDialog(QWidget *parent)
    : FormDialog(parent), m_password(new QLineEdit(this)), m_repeated(new QLineEdit(this)), m_code(new QLineEdit(this))
{
    setObjectName(QStringLiteral("changePassword"));
    for (QLineEdit *edit : {m_password, m_repeated})
        edit->setEchoMode(QLineEdit::Password);
    addWords(tr("On other computers you will have to sign in again, with the new password."));
    addRow({{tr("New password"), m_password, kPassword}});
    addRow({{tr("The same once more"), m_repeated, kRepeated}});
    m_codeSent = addWords({});
    m_codeSent->setObjectName(QStringLiteral("codeSent"));
    addRow({{tr("Code from the message"), m_code, kCode}});
    m_codeSent->hide();
    m_code->parentWidget()->hide();
    setMinimumWidth(scaledPx(this, 400));
    setHeading(tr("Change your password"), tr("Change password"));
    openForm();
}

void ChangePasswordDialog::submit()
{
    clearErrors();
    const bool codeWanted = !m_code->parentWidget()->isHidden();
    if (m_password->text().size() < kShortest)
        return showErrors(wrong(kPassword, tr("must have at least %1 characters").arg(kShortest)));
    if (m_password->text() != m_repeated->text())
        return showErrors(wrong(kRepeated, tr("is not what you typed above")));
    if (codeWanted && m_code->text().trimmed().isEmpty())
        return showErrors(wrong(kCode, tr("is missing")));
    setBusy(true, tr("Changing …"));
    Q_EMIT submitted(m_password->text(), m_code->text().trimmed());
}

void ChangePasswordDialog::askForCode(const QString &email)
{
    setBusy(false);
    m_codeSent->setText(tr("To be sure that it is you, the server has sent a code to %1. Type it here.").arg(email));
    m_codeSent->show();
    m_code->parentWidget()->show();
    m_code->clear();
    growToFit();
    m_code->setFocus();
}

void ChangePasswordDialog::refuse(const Error &error)
{
    if (error.remoteCode == QStringLiteral("weak_password"))
        showErrors(wrong(kPassword, tr("is too easy to guess: take a longer one, or one that is in no list")));
    else if (error.remoteCode == QStringLiteral("same_password"))
        showErrors(wrong(kPassword, tr("is the one you have already")));
    else if (error.remoteCode == QStringLiteral("reauthentication_not_valid"))
        showErrors(wrong(kCode, tr("is not the one that was sent, or is too old")));
    else
        showErrors(error);
}

} // namespace pl::ui
