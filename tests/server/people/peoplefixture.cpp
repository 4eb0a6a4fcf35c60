#include "tests/server/people/peoplefixture.h"

namespace pl::test {

namespace {

std::unique_ptr<embedded::EmbeddedSupabase> openedStore(const QString &folder)
{
    auto opened = embedded::EmbeddedSupabase::open({folder});
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    return std::move(opened).value();
}

} // namespace

PeopleFixture::PeopleFixture(bool hasMail)
    : m_store(openedStore(m_dir.path()))
    , m_transport(*m_store)
    , m_service(m_store->keys().serviceKey)
    , m_anon(m_store->keys().anonKey)
    , m_rest(m_transport, m_service, nullptr, supabase::RetryPolicy{.attempts = 1})
    , m_users(m_transport, m_service)
    , m_auth(m_transport, m_anon)
    , m_sender(m_mailWire, SendGridStandIn::kKey, QString::fromLatin1(SendGridStandIn::kFrom))
    , m_tools{m_users,
              m_rest,
              m_signer,
              hasMail ? &m_sender : nullptr,
              QStringLiteral("https://office.example"),
              QStringLiteral("Acme Leads"),
              [this] { return m_now; }}
    , m_desk(m_tools)
    , m_pages(m_tools)
{
    m_pages.addRoutes(m_router);
    add(kAda, QStringLiteral("admin"));
    add(kSam, QStringLiteral("staff"));
}

supabase::AuthUser PeopleFixture::add(const QString &email, const QString &role)
{
    return wait(m_users.create(email, kPeoplePassword, role)).valueOr({});
}

Result<nlohmann::json> PeopleFixture::ask(const QString &who, ServerRequestKind kind, const json &data)
{
    ServerRequest request;
    request.id = QUuid::createUuid();
    request.kind = kind;
    request.data = data;
    request.createdBy = who;
    return wait(m_desk.answer(request));
}

supabase::AuthUser PeopleFixture::account(const QString &email)
{
    const auto found = wait(m_users.find(email));
    return found && *found ? **found : supabase::AuthUser();
}

QByteArray PeopleFixture::signIn(const QString &email, const QString &password)
{
    const auto tokens = wait(m_auth.signIn(email, password));
    return tokens ? tokens->refreshToken : QByteArray();
}

bool PeopleFixture::canRenew(const QByteArray &refreshToken)
{
    return wait(m_auth.refresh(refreshToken)).ok();
}

Later<http::Response> PeopleFixture::request(const QByteArray &method, const QString &path, const QByteArray &form)
{
    http::Request request{method, path.toLatin1()};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form;
    request.peer = QHostAddress(QStringLiteral("192.0.2.7"));
    return m_router.handle(request);
}

http::Response PeopleFixture::page(const QByteArray &method, const QString &path, const QByteArray &form)
{
    return arrived(request(method, path, form));
}

QString PeopleFixture::pathOf(const Invitation &invitation)
{
    return QUrl(invitation.link).path();
}

http::Response arrived(Later<http::Response> later)
{
    const auto answer = std::make_shared<std::optional<http::Response>>();
    later.receive([answer](std::optional<http::Response> response) { *answer = std::move(response); });
    return QTest::qWaitFor([&answer] { return answer->has_value(); }, 30'000) ? **answer : http::Response{0};
}

} // namespace pl::test
