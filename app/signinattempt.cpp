#include "app/signinattempt.h"

#include "models/domain/onresult.h"
#include "ui/common/errortext.h"

namespace pl::app {

using supabase::HttpResponse;
using Field = ui::SignInView::Field;

namespace {

QString notForYou(const QString &role)
{
    if (role == QStringLiteral("plumber"))
        return SignInAttempt::tr(
            "This is a plumber's account, and this program is for the office. Plumbers answer their "
            "leads with the link in each message.");
    return SignInAttempt::tr("This account has no place in the office yet. Ask an admin of your office for one.");
}

Result<QByteArray> keyFrom(const HttpResponse &response)
{
    const Result<nlohmann::json> body = parseJson(response.body, QStringLiteral("the server's configuration"));
    const bool usable = response.status == 200 && body && body->is_object() && body->contains("anon_key") &&
                        (*body)["anon_key"].is_string();
    if (!usable)
        return Error{ErrorCode::Protocol,
                     SignInAttempt::tr("This server doesn't tell its publishable key. Paste it here, "
                                       "or check the server's address.")};
    return QByteArray::fromStdString((*body)["anon_key"].get<std::string>());
}

} // namespace

SignInAttempt::SignInAttempt(const ui::SignInInput &input, const QByteArray &refreshToken,
                             TransportFactory makeTransport, QObject *parent)
    : QObject(parent), m_input(input), m_refreshToken(refreshToken), m_makeTransport(std::move(makeTransport))
{
}

SignInAttempt::~SignInAttempt() = default;

void SignInAttempt::start()
{
    connectThen(&SignInAttempt::signIn);
}

void SignInAttempt::startRecovery()
{
    connectThen(&SignInAttempt::recover);
}

Connection SignInAttempt::takeConnection()
{
    return std::move(m_connection);
}

void SignInAttempt::connectThen(Next next)
{
    const Result<QUrl> url = serverUrl(m_input.server);
    if (!url) {
        Q_EMIT failed(Field::Server, url.error().message, false);
        return;
    }
    m_connection.server = *url;
    m_connection.transport = m_makeTransport(*url);
    if (m_input.anonKey.isEmpty()) {
        askForKey(next);
        return;
    }
    m_connection.anonKey = m_input.anonKey.toUtf8();
    (this->*next)();
}

void SignInAttempt::askForKey(Next next)
{
    onResult(this, m_connection.transport->send({.target = "/api/v1/config"}),
             [this, next](const Result<HttpResponse> &answer) { takeKey(answer, next); });
}

void SignInAttempt::takeKey(const Result<HttpResponse> &answer, Next next)
{
    if (!answer) {
        fail(answer.error());
        return;
    }
    if (answer->status >= 500) {
        fail({ErrorCode::Unavailable, tr("The server is there but can't answer now. Try again in a minute.")});
        return;
    }
    const Result<QByteArray> key = keyFrom(*answer);
    if (!key) {
        Q_EMIT failed(Field::Key, key.error().message, false);
        return;
    }
    m_connection.anonKey = *key;
    (this->*next)();
}

void SignInAttempt::signIn()
{
    m_connection.session = std::make_unique<supabase::Session>(*m_connection.transport, m_connection.anonKey);
    const bool byToken = m_input.password.isEmpty() && !m_refreshToken.isEmpty();
    const auto pending = byToken ? m_connection.session->resume(m_refreshToken)
                                 : m_connection.session->signIn(m_input.email, m_input.password);
    onResult(this, pending, [this](const Result<> &outcome) { signedIn(outcome); });
}

void SignInAttempt::signedIn(const Result<> &outcome)
{
    if (!outcome) {
        fail(outcome.error());
    } else if (!m_connection.session->isOffice()) {
        const QString role = m_connection.session->user().role;
        m_connection.session->signOut();
        Q_EMIT failed(Field::Email, notForYou(role), true);
    } else {
        Q_EMIT succeeded();
    }
}

void SignInAttempt::recover()
{
    m_connection.session = std::make_unique<supabase::Session>(*m_connection.transport, m_connection.anonKey);
    onResult(this, m_connection.session->recover(m_input.email), [this](const Result<> &outcome) {
        if (outcome)
            Q_EMIT succeeded();
        else
            fail(outcome.error());
    });
}

void SignInAttempt::fail(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
        // The transport's sentence names the host and what is wrong with the connection.
        Q_EMIT failed(Field::Server, error.message, false);
        return;
    case ErrorCode::TimedOut:
        Q_EMIT failed(Field::Server, tr("The server took too long to answer. Try again."), false);
        return;
    case ErrorCode::InvalidInput:
    case ErrorCode::Unauthenticated:
        if (m_input.password.isEmpty())
            Q_EMIT failed(Field::Password, tr("Your sign-in on this computer has ended. Type your password."), true);
        else if (error.remoteCode == QStringLiteral("invalid_credentials"))
            Q_EMIT failed(Field::Password, ui::errorText(error), true);
        else
            Q_EMIT failed(Field::Key, tr("The server doesn't take this publishable key. Check it."), false);
        return;
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::TooLarge:
    case ErrorCode::RateLimited:
    case ErrorCode::Protocol:
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
        Q_EMIT failed(Field::None, ui::errorText(error), false);
        return;
    }
}

} // namespace pl::app
