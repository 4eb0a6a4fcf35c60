#include "app/signinattempt.h"

#include "models/base/onresult.h"

namespace pl::app {

using supabase::HttpResponse;
using Field = ui::SignInView::Field;

namespace {

Error notUsable()
{
    return {ErrorCode::Protocol, SignInAttempt::tr("This server doesn't offer its publishable key. Paste it here, "
                                                   "or check the server's address.")};
}

/// The server's configuration for desktops: an object with its "anon_key".
Result<nlohmann::json> configurationFrom(const HttpResponse &response)
{
    // no-tr: notUsable() is shown instead
    const Result<nlohmann::json> body = parseJson(response.body, QStringLiteral("the server's configuration"));
    const bool usable = response.status == 200 && body && body->is_object() && body->contains("anon_key") &&
                        (*body)["anon_key"].is_string();
    return usable ? body : Result<nlohmann::json>(notUsable());
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

ServerConnection SignInAttempt::takeConnection()
{
    m_database.reset();
    m_connection.session->disconnect(this);
    return std::move(m_connection);
}

void SignInAttempt::connectThen(Next next)
{
    const Result<QUrl> url = serverUrl(m_input.server);
    if (!url) {
        Q_EMIT failed({Field::Server, url.error().message});
        return;
    }
    m_connection.server = m_connection.project = *url;
    m_connection.transport = m_makeTransport(*url);
    m_connection.anonKey = m_input.anonKey.toUtf8();
    if (m_connection.anonKey.isEmpty())
        askForKey(next);
    else if (isSecretKey(m_connection.anonKey))
        Q_EMIT failed({Field::Key, tr("This is the project's secret key, which must stay on the server. Paste the "
                                      "publishable key.")});
    else
        (this->*next)();
}

void SignInAttempt::askForKey(Next next)
{
    onResult(this, m_connection.transport->send({.target = "/api/v1/config"}),
             [this, next](const Result<HttpResponse> &answer) { takeKey(answer, next); });
}

void SignInAttempt::takeKey(const Result<HttpResponse> &answer, Next next)
{
    if (!answer)
        return Q_EMIT failed(signInProblem(answer.error(), false));
    const Error trouble = supabase::errorFromResponse(*answer);
    if (!trouble.remoteCode.isEmpty() && trouble.remoteCode == QStringLiteral("project_paused"))
        return Q_EMIT failed(signInProblem(trouble, false));
    if (answer->status >= 500)
        return Q_EMIT failed({Field::Server, tr("The server is busy or starting up. Try again in a minute.")});
    const Result<nlohmann::json> configuration = configurationFrom(*answer);
    if (!configuration)
        return Q_EMIT failed({Field::Key, configuration.error().message});
    m_connection.anonKey = QByteArray::fromStdString((*configuration)["anon_key"].get<std::string>());
    if (const Result<> used = useProject(*configuration); !used)
        return Q_EMIT failed({Field::Server, used.error().message});
    (this->*next)();
}

/// A server may keep its data in a Supabase project elsewhere, which it names.
Result<> SignInAttempt::useProject(const nlohmann::json &configuration)
{
    const nlohmann::json named = configuration.value("supabase_url", nlohmann::json());
    if (!named.is_string())
        return {};
    const Result<QUrl> project = serverUrl(QString::fromStdString(named.get<std::string>()));
    if (!project)
        return Error{ErrorCode::Protocol,
                     tr("The server's Supabase project address is not usable. Whoever runs the server must "
                        "check its SUPABASE_URL.")};
    const QString https = QStringLiteral("https");
    if (m_connection.server.scheme() == https && project->scheme() != https)
        return Error{ErrorCode::Protocol,
                     tr("The server's Supabase project doesn't use https, so your password could be read on "
                        "the way. Whoever runs the server must change that.")};
    m_connection.project = *project;
    m_connection.transport = m_makeTransport(*project);
    return {};
}

void SignInAttempt::signIn()
{
    m_connection.session = std::make_unique<supabase::Session>(*m_connection.transport, m_connection.anonKey);
    const bool byToken = m_input.password.isEmpty() && !m_refreshToken.isEmpty();
    if (byToken)
        connect(m_connection.session.get(), &supabase::Session::tokensChanged, this,
                [this] { Q_EMIT tokenExchanged(m_connection.session->refreshToken()); });
    const auto pending = byToken ? m_connection.session->resume(m_refreshToken)
                                 : m_connection.session->signIn(m_input.email, m_input.password);
    onResult(this, pending, [this](const Result<> &outcome) { signedIn(outcome); });
}

void SignInAttempt::signedIn(const Result<> &outcome)
{
    if (!outcome)
        return Q_EMIT failed(signInProblem(outcome.error(), m_input.password.isEmpty()));
    if (!m_connection.session->isOffice()) {
        const QString role = m_connection.session->user().role;
        m_connection.session->signOut();
        return Q_EMIT failed(notForYou(role));
    }
    lookIntoTheDatabase();
}

void SignInAttempt::lookIntoTheDatabase()
{
    m_database = std::make_unique<supabase::RestClient>(*m_connection.transport, *m_connection.session);
    const supabase::HttpRequest oneRow{.target = "/rest/v1/leads?select=id&limit=1"};
    onResult(this, m_database->send(oneRow, false), [this](const Result<HttpResponse> &answer) {
        const Result<nlohmann::json> rows = supabase::jsonFromResponse(answer);
        const auto problem = rows ? std::nullopt : databaseProblem(rows.error(), m_connection.session->clockAhead());
        if (!problem)
            return Q_EMIT succeeded();
        // A kept sign-in is needed for the next try; one by password would be left behind.
        if (!m_input.password.isEmpty())
            m_connection.session->signOut();
        Q_EMIT failed(*problem);
    });
}

void SignInAttempt::recover()
{
    m_connection.session = std::make_unique<supabase::Session>(*m_connection.transport, m_connection.anonKey);
    onResult(this, m_connection.session->recover(m_input.email), [this](const Result<> &outcome) {
        if (outcome)
            Q_EMIT succeeded();
        else
            Q_EMIT failed(signInProblem(outcome.error(), false));
    });
}

} // namespace pl::app
