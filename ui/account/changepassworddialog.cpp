#include "ui/account/changepassworddialog.h"

#include "models/domain/passwordrules.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QLineEdit>

namespace pl::ui {

namespace {

const QString kCurrent = QStringLiteral("current_password");
const QString kPassword = QStringLiteral("new_password");
const QString kRepeated = QStringLiteral("repeated_password");
const QString kCode = QStringLiteral("code");

Error wrong(const QString &field, const QString &detail)
{
    return {ErrorCode::InvalidInput, {}, {{field, QStringLiteral("invalid"), detail}}};
}

} // namespace

ChangePasswordDialog::ChangePasswordDialog(const QString &email, QWidget *parent)
    : FormDialog(parent)
    , m_email(email)
    , m_current(new QLineEdit(this))
    , m_password(new QLineEdit(this))
    , m_repeated(new QLineEdit(this))
    , m_code(new QLineEdit(this))
{
    setObjectName(QStringLiteral("changePassword"));
    for (QLineEdit *edit : {m_current, m_password, m_repeated})
        edit->setEchoMode(QLineEdit::Password);
    addWords(tr("On other computers you will have to sign in again, with the new password."));
    addRow({{tr("Current password"), m_current, kCurrent}});
    addRow({{tr("New password"), m_password, kPassword}});
    addRow({{tr("New password again"), m_repeated, kRepeated}});
    m_codeSent = addWords({});
    m_codeSent->setObjectName(QStringLiteral("codeSent"));
    addRow({{tr("Code from the message"), m_code, kCode}});
    m_codeSent->hide();
    m_code->parentWidget()->hide();
    setMinimumWidth(scaledPx(this, 400));
    setHeading(tr("Change your password"), tr("Change password"));
    openForm();
}

QString ChangePasswordDialog::tooCommon()
{
    return tr("is too easy to guess: choose a longer, less common one");
}

void ChangePasswordDialog::submit()
{
    clearErrors();
    if (const auto error = problem())
        return showErrors(*error);
    setBusy(true, tr("Changing …"));
    Q_EMIT submitted(m_current->text(), m_password->text(), m_code->text().trimmed());
}

std::optional<Error> ChangePasswordDialog::problem() const
{
    const bool codeWanted = !m_code->parentWidget()->isHidden();
    const PasswordFault fault = passwordFault(m_password->text(), m_email);
    if (m_current->text().isEmpty())
        return wrong(kCurrent, tr("is missing"));
    if (fault == PasswordFault::TooShort)
        return wrong(kPassword, tr("must have at least %n character(s)", nullptr, kFewestPasswordCharacters));
    if (fault == PasswordFault::TooCommon)
        return wrong(kPassword, tooCommon());
    if (m_password->text() != m_repeated->text())
        return wrong(kRepeated, tr("doesn't match the one above"));
    if (codeWanted && m_code->text().trimmed().isEmpty())
        return wrong(kCode, tr("is missing"));
    return std::nullopt;
}

void ChangePasswordDialog::askForCode(const QString &email)
{
    setBusy(false);
    m_codeSent->setText(tr("To confirm that it's you, the server sent a code to %1. Type it here.").arg(email));
    m_codeSent->show();
    m_code->parentWidget()->show();
    m_code->clear();
    growToFit();
    m_code->setFocus();
}

void ChangePasswordDialog::refuse(const Error &error)
{
    static const QStringList aboutCurrent{QStringLiteral("invalid_credentials"),
                                          QStringLiteral("current_password_required"),
                                          QStringLiteral("current_password_invalid")};
    if (aboutCurrent.contains(error.remoteCode))
        showErrors(wrong(kCurrent, tr("is incorrect")));
    else if (error.remoteCode == QStringLiteral("weak_password"))
        showErrors(wrong(kPassword, tooCommon()));
    else if (error.remoteCode == QStringLiteral("same_password"))
        showErrors(wrong(kPassword, tr("is the same as the current one")));
    else if (error.remoteCode == QStringLiteral("reauthentication_not_valid"))
        showErrors(wrong(kCode, tr("is incorrect or has expired")));
    else
        showErrors(error);
}

} // namespace pl::ui
