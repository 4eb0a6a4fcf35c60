#include "ui/words/errortext.h"

namespace pl::ui {
namespace {

QString retryText(int seconds)
{
    if (seconds <= 0)
        return QStringLiteral("Wait a moment and try again.");
    if (seconds < 90)
        return QStringLiteral("Try again in %1 seconds.").arg(seconds);
    return QStringLiteral("Try again in %1 minutes.").arg((seconds + 59) / 60);
}

QString fieldsText(const Error &error)
{
    if (error.fields.isEmpty())
        return error.message;
    QStringList sentences;
    for (const FieldError &field : error.fields) {
        QString name = field.field;
        name.replace(QLatin1Char('_'), QLatin1Char(' '));
        sentences += name + QLatin1Char(' ') + field.detail;
    }
    QString text = sentences.join(QStringLiteral("; "));
    text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

/// What has one cause and one remedy, whatever kind of failure it comes as; else empty.
QString knownCause(const Error &error)
{
    const QString &code = error.remoteCode;
    if (code == QStringLiteral("project_paused"))
        return QStringLiteral("The office's Supabase project is paused. Its owner can wake it in Supabase's "
                              "dashboard; then try again.");
    static const QStringList notSetUp{QStringLiteral("PGRST205"), QStringLiteral("42P01"), QStringLiteral("PGRST204"),
                                      QStringLiteral("42703")};
    if (notSetUp.contains(code))
        return QStringLiteral("The database has not got its tables yet. Whoever runs the server must run "
                              "\u201Cplumber-leads-server migrate\u201D; then try again.");
    if (code == QStringLiteral("session_not_found"))
        return QStringLiteral("Your sign-in was ended on another computer. Sign in again.");
    if (code == QStringLiteral("user_banned"))
        return QStringLiteral("This account is switched off. An admin of your office can switch it on again.");
    if (code == QStringLiteral("email_not_confirmed"))
        return QStringLiteral("This e-mail address was never confirmed. Open the link in the message you got, or ask "
                              "an admin of your office.");
    if (code == QStringLiteral("over_email_send_rate_limit"))
        return QStringLiteral("The server has sent enough messages for now. Try again in an hour.");
    if (code == QStringLiteral("other_account"))
        return QStringLiteral("The server took this for somebody else's account. Sign out to change accounts.");
    return {};
}

} // namespace

QString errorText(const Error &error)
{
    if (const QString cause = knownCause(error); !cause.isEmpty())
        return cause;
    switch (error.code) {
    case ErrorCode::InvalidInput:
        return fieldsText(error);
    case ErrorCode::Unauthenticated:
        if (error.remoteCode == QStringLiteral("invalid_credentials"))
            return QStringLiteral("This e-mail address and password don't belong together. Check both and try again.");
        return QStringLiteral("Your sign-in is no longer valid. Sign in again.");
    case ErrorCode::Forbidden:
        return QStringLiteral("Your account may not do this. An admin of your office can change that.");
    case ErrorCode::NotFound:
        return QStringLiteral("It is not there any more. Somebody may have removed it.");
    case ErrorCode::Conflict:
        return QStringLiteral("The server refuses it because it contradicts something that is there already.");
    case ErrorCode::Outdated:
        return QStringLiteral("Somebody changed it a moment ago. You see the newest state now; try again.");
    case ErrorCode::TooLarge:
        return QStringLiteral("It is too long for the server. Shorten it and try again.");
    case ErrorCode::RateLimited:
        return QStringLiteral("Too many tries in a short time. ") + retryText(error.retryAfterSeconds);
    case ErrorCode::Unavailable:
        return QStringLiteral("The server can't be reached. Check the connection and try again.");
    case ErrorCode::TimedOut:
        return QStringLiteral("The server took too long to answer. Check whether it was done, then try again.");
    case ErrorCode::Protocol:
        return QStringLiteral("The server's answer makes no sense to this program. "
                              "Perhaps one of the two must be updated.");
    case ErrorCode::Internal:
        return QStringLiteral("Something went wrong in this program. Try again; if it stays, restart it.");
    case ErrorCode::Cancelled:
        return QStringLiteral("It was stopped before it was done.");
    }
    return error.message;
}

QString failureText(const QString &whatDidNotHappen, const Error &error)
{
    return whatDidNotHappen + QStringLiteral(". ") + errorText(error);
}

QString errorDetails(const Error &error)
{
    QStringList lines{QStringLiteral("Plumber Leads " PL_VERSION), QStringLiteral("kind %1").arg(int(error.code)),
                      error.message};
    if (!error.remoteCode.isEmpty())
        lines += QStringLiteral("server's code %1").arg(error.remoteCode);
    for (const FieldError &field : error.fields)
        lines += QStringLiteral("%1: %2 (%3)").arg(field.field, field.detail, field.code);
    return lines.join(QLatin1Char('\n'));
}

} // namespace pl::ui
