#include "app/signinproblem.h"

#include "ui/account/clockwarning.h"
#include "ui/words/errortext.h"

#include <QCoreApplication>

namespace pl::app {

using Field = ui::SignInView::Field;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SignInProblem)
};

/// Whether Auth's refusal is about the account; any other is about the key.
bool isAboutTheAccount(const QString &code)
{
    static const QStringList codes{QStringLiteral("user_banned"), QStringLiteral("email_not_confirmed")};
    return codes.contains(code);
}

SignInProblem refusal(const Error &error, bool byToken)
{
    if (error.remoteCode == QStringLiteral("email_provider_disabled"))
        return {Field::None, Words::tr("This server sends no e-mail. Ask an admin of your office for a new password.")};
    if (isAboutTheAccount(error.remoteCode))
        return {Field::Email, ui::errorText(error), true};
    if (byToken)
        return {Field::Password, Words::tr("You are no longer signed in on this computer. Type your password."), true};
    if (error.remoteCode == QStringLiteral("invalid_credentials") ||
        error.remoteCode == QStringLiteral("invalid_grant"))
        return {Field::Password, Words::tr("Wrong e-mail address or password. Check both and try again."), true};
    return {Field::Key, Words::tr("The server doesn't accept this publishable key. Check it."), false};
}

bool isAboutTheDatabase(const Error &error)
{
    static const QStringList codes{QStringLiteral("project_paused"), QStringLiteral("PGRST205"),
                                   QStringLiteral("42P01")};
    return codes.contains(error.remoteCode);
}

} // namespace

SignInProblem signInProblem(const Error &error, bool byToken)
{
    if (isAboutTheDatabase(error))
        return {Field::None, ui::errorText(error)};
    switch (error.code) {
    case ErrorCode::Unavailable:
        // The transport's sentence names the host and what is wrong with the connection.
        return {Field::Server, error.message};
    case ErrorCode::TimedOut:
        return {Field::Server, Words::tr("The server took too long to answer. Try again.")};
    case ErrorCode::NotFound:
    case ErrorCode::Protocol:
        return {Field::Server, Words::tr("There is no office server and no Supabase project at this address. Check the "
                                         "address.")};
    case ErrorCode::InvalidInput:
    case ErrorCode::Unauthenticated:
        return refusal(error, byToken);
    case ErrorCode::Forbidden:
    case ErrorCode::Conflict:
    case ErrorCode::Outdated:
    case ErrorCode::TooLarge:
    case ErrorCode::RateLimited:
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
        break;
    }
    return {Field::None, ui::errorText(error)};
}

std::optional<SignInProblem> databaseProblem(const Error &error, std::chrono::seconds clockAhead)
{
    if (isAboutTheDatabase(error))
        return SignInProblem{Field::None, ui::errorText(error)};
    if (error.code != ErrorCode::Unauthenticated)
        return std::nullopt;
    const QString clock = ui::clockWarning(clockAhead);
    return SignInProblem{Field::None, !clock.isEmpty()
                                          ? clock
                                          : Words::tr("The server rejected the sign-in that it had just issued. "
                                                      "Whoever runs it must check its clock and its keys.")};
}

SignInProblem notForYou(const QString &role)
{
    if (role == QStringLiteral("plumber"))
        return {
            Field::Email,
            Words::tr("This is a plumber's account, but this program is for the office. Plumbers answer their leads "
                      "with the link in each message."),
            true};
    return {Field::Email,
            Words::tr("This account doesn't belong to the office yet. Ask an admin of your office to add it."), true};
}

} // namespace pl::app
