#include "ui/common/errortext.h"

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

} // namespace

QString errorText(const Error &error)
{
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
        if (error.remoteCode == QStringLiteral("version"))
            return QStringLiteral("Somebody changed it a moment ago. You see the newest state now; try again.");
        return QStringLiteral("The server refuses it because it contradicts something that is there already.");
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
