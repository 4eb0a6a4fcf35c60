#include "ui/words/errortext.h"

#include "models/domain/donotcontact.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct ErrorWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ErrorWords)
};

QString retryText(int seconds)
{
    if (seconds <= 0)
        return ErrorWords::tr("Wait a moment and try again.");
    if (seconds < 90)
        return ErrorWords::tr("Try again in %n second(s).", nullptr, seconds);
    return ErrorWords::tr("Try again in %n minute(s).", nullptr, (seconds + 59) / 60);
}

QString fieldsText(const Error &error)
{
    if (error.fields.isEmpty())
        return error.message;
    QStringList sentences;
    for (const FieldError &field : error.fields)
        sentences +=
            ErrorWords::tr("%1 %2", "a field and what is wrong with it").arg(fieldText(field.field), field.detail);
    QString text = sentences.join(QStringLiteral("; "));
    text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

/// What has one cause and one remedy, whatever kind of failure it comes as; else empty.
QString knownCause(const Error &error)
{
    const QString &code = error.remoteCode;
    if (error.message.contains(kNotForSale))
        return ErrorWords::tr("The customer asked that their leads are not sold.");
    if (code == u"project_paused")
        return ErrorWords::tr("The office's Supabase project is paused. Its owner can restore it in the Supabase "
                              "dashboard. Then try again.");
    if (code == u"PGRST204" || code == u"42703")
        return ErrorWords::tr(
            "The office's server is older than this program. Ask whoever runs it to update it, with its "
            "database, then try again.");
    if (code == u"PGRST205" || code == u"42P01")
        return ErrorWords::tr("The database has not been set up yet. Ask whoever runs the server to run "
                              "\u201Cplumber-leads-server migrate\u201D, then try again.");
    if (code == u"session_not_found")
        return ErrorWords::tr("You were signed out on another computer. Sign in again.");
    if (code == u"user_banned")
        return ErrorWords::tr("This account is disabled. An admin of your office can enable it again.");
    if (code == u"email_not_confirmed")
        return ErrorWords::tr(
            "This e-mail address has not been confirmed. Open the link in the message you received, or "
            "ask an admin of your office.");
    if (code == u"over_email_send_rate_limit")
        return ErrorWords::tr("The server can't send any more messages right now. Try again in an hour.");
    if (code == u"server_silent")
        return ErrorWords::tr(
            "The office's server hasn't answered. Is it running? If it starts within an hour, it will "
            "still do this.");
    if (code == u"still_loading")
        return ErrorWords::tr("The office's leads are still loading. Try again in a moment.");
    if (code == u"other_account")
        return ErrorWords::tr("That is a different account. Sign out to change accounts.");
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
        if (error.remoteCode == u"invalid_credentials")
            return ErrorWords::tr("Wrong e-mail address or password. Check both and try again.");
        return ErrorWords::tr("You are no longer signed in. Sign in again.");
    case ErrorCode::Forbidden:
        return ErrorWords::tr("Your account isn't allowed to do this. An admin of your office can change that.");
    case ErrorCode::NotFound:
        return ErrorWords::tr("It no longer exists. Somebody may have removed it.");
    case ErrorCode::Conflict:
        return ErrorWords::tr("The server refused it because it conflicts with existing data.");
    case ErrorCode::Outdated:
        return ErrorWords::tr("Somebody else just changed it. You now see the latest version. Try again.");
    case ErrorCode::TooLarge:
        return ErrorWords::tr("It is too long for the server. Shorten it and try again.");
    case ErrorCode::RateLimited:
        return ErrorWords::tr("Too many attempts. %1").arg(retryText(error.retryAfterSeconds));
    case ErrorCode::Unavailable:
        return ErrorWords::tr("The server can't be reached. Check the connection and try again.");
    case ErrorCode::TimedOut:
        return ErrorWords::tr("The server took too long to answer. Check whether it was done, then try again.");
    case ErrorCode::Protocol:
        return ErrorWords::tr("The server's answer could not be understood. The server or this program may need an "
                              "update.");
    case ErrorCode::Internal:
        return ErrorWords::tr("Something went wrong in this program. Try again. If it keeps happening, restart it.");
    case ErrorCode::Cancelled:
        return ErrorWords::tr("It was canceled before it was done.");
    }
    return error.message;
}

QString failureText(const QString &whatDidNotHappen, const Error &error)
{
    return ErrorWords::tr("%1. %2").arg(whatDidNotHappen, errorText(error));
}

QString errorDetails(const Error &error)
{
    // no-tr: for the developers, who read English
    QStringList lines{QStringLiteral("Plumber Leads " PL_VERSION), QStringLiteral("kind %1").arg(int(error.code)),
                      error.message};
    if (!error.remoteCode.isEmpty())
        lines += QStringLiteral("server's code %1").arg(error.remoteCode); // no-tr: for the developers
    for (const FieldError &field : error.fields)
        lines += QStringLiteral("%1: %2 (%3)").arg(field.field, field.detail, field.code);
    return lines.join(QLatin1Char('\n'));
}

} // namespace pl::ui
