#include "models/domain/sourcekey.h"
#include "server/intake/leadhandler.h"
#include "server/intake/submittedform.h"
#include "server/intake/weborigin.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace pl::journal;
using namespace std::chrono_literals;
using nlohmann::json;
using pl::test::ScriptedTransport;

/// HTML forms on other people's pages: what they may do, and what their visitors see.
class TestForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void readsOrigins_data();
    void readsOrigins();
    void redirectsOnlyToOwnPages_data();
    void redirectsOnlyToOwnPages();
    void readsMultipart_data();
    void readsMultipart();
    void readsMultipartInLinearTime();

    void takesAForm();
    void takesMultipartAndJson();
    void keepsConsent();
    void thanksPeople();
    void showsPeopleWhatIsWrong();
    void acceptsOnlyOwnPages_data();
    void acceptsOnlyOwnPages();
    void answersPreflights();
    void keysWorkOnlyInTheirPlace();
    void sendsOneLeadAtATime();
    void dropsLeadsWithAFilledHoneypot();

private:
    http::Response send(const http::Request &request, const QByteArray &key);
    http::Request form(const QByteArray &fields, const http::Headers &more = {}) const;
    qint64 taken() const { return *m_journal->count(EntryState::Waiting).result(); }
    static QByteArray fields(const QByteArray &more = {});

    QTemporaryDir m_dir;
    ScriptedTransport m_store;
    supabase::KeyCredentials m_credentials{"key"};
    supabase::RestClient m_rest{m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1}};
    metrics::Registry m_registry;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SourceKeys> m_keys;
    std::unique_ptr<LeadHandler> m_handler;
    http::Router m_router;
    const SourceKey m_formKey = SourceKey::create(SourceKey::Kind::Form);
    const SourceKey m_programKey = SourceKey::create();
};

namespace {

const QByteArray kPage = "https://pipes.example";

json sourceRow(const SourceKey &key, const QUuid &id, const char *name)
{
    return {{"id", id.toString(QUuid::WithoutBraces).toStdString()},
            {"name", name},
            {"key_hash", key.hash().toStdString()},
            {"key_prefix", key.prefix().toStdString()},
            {"daily_cap", nullptr}};
}

} // namespace

void TestForms::initTestCase()
{
    const QUuid form = QUuid::createUuid();
    m_store.sources = {sourceRow(m_formKey, form, "form"), sourceRow(m_programKey, QUuid::createUuid(), "program")};
    m_store.settings[SourceRules::keyOf(form).toStdString()] = {
        {"origins", {kPage.toStdString(), "http://localhost:3000"}}, {"per_minute", 0}};
    auto journal = Journal::open({m_dir.filePath(QStringLiteral("journal.sqlite"))});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    m_keys = std::make_unique<SourceKeys>(m_rest, SourceKeys::Pace{1h, 50ms});
    m_handler = std::make_unique<LeadHandler>(*m_journal, *m_keys, m_rest, m_registry);
    m_handler->addRoutes(m_router);
    QTRY_VERIFY(m_keys->known(m_formKey.text()));
}

QByteArray TestForms::fields(const QByteArray &more)
{
    return "first_name=Zo%C3%AB&last_name=Garcia&email=zoe%40home.example&phone_number=512+555+0143"
           "&service_needed=Drain+Cleaning&urgency=day" +
           more;
}

http::Request TestForms::form(const QByteArray &body, const http::Headers &more) const
{
    http::Request request{"POST", "/api/v1/forms/" + m_formKey.text()};
    request.headers = more;
    if (request.header("Content-Type").isNull())
        request.headers.emplaceBack("Content-Type", "application/x-www-form-urlencoded");
    if (request.header("Origin").isNull())
        request.headers.emplaceBack("Origin", kPage);
    request.body = body;
    request.peer = QHostAddress(QStringLiteral("203.0.113.7"));
    return request;
}

http::Response TestForms::send(const http::Request &request, const QByteArray &key)
{
    http::Request asked = request;
    asked.path = "/api/v1/forms/" + key;
    const auto future = m_router.handle(asked);
    if (!QTest::qWaitFor([&] { return future.isFinished(); }))
        return {};
    return future.result();
}

void TestForms::readsOrigins_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("origin"); // null: none
    const auto add = [](const char *text, const QByteArray &origin) {
        QTest::newRow(text) << QString::fromUtf8(text) << origin;
    };
    add("https://pipes.example", "https://pipes.example");
    add("https://pipes.example/", "https://pipes.example");
    add("HTTPS://Pipes.Example:443", "https://pipes.example");
    add("http://pipes.example:80", "http://pipes.example");
    add("http://pipes.example:8080", "http://pipes.example:8080");
    add("http://[::1]:3000", "http://[::1]:3000");
    add("https://xn--bcher-kva.example", "https://xn--bcher-kva.example");
    add("null", {});
    add("", {});
    add("*", {});
    add("pipes.example", {});
    add("//pipes.example", {});
    add("https://", {});
    add("https://pipes.example/page", {});
    add("https://pipes.example?q", {});
    add("https://pipes.example#f", {});
    add("https://user@pipes.example", {});
    add("https://pipes.example\\", {});
    add("https://pipes.example:x", {});
    add("javascript:alert(1)", {});
    add("file:///etc/passwd", {});
}

void TestForms::readsOrigins()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, origin);
    QCOMPARE(webOrigin(text).value_or(QByteArray()), origin);
}

void TestForms::redirectsOnlyToOwnPages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("target"); // null: none
    const auto add = [](const char *text, const QByteArray &target) {
        QTest::newRow(text) << QString::fromUtf8(text) << target;
    };
    add("https://pipes.example/thanks?a=b#c", "https://pipes.example/thanks?a=b#c");
    add("https://PIPES.example:443/", "https://pipes.example:443/");
    add("http://pipes.example/thanks", {});
    add("https://pipes.example:8443/", {});
    add("https://evil.example/", {});
    add("https://pipes.example.evil.example/", {});
    add("https://pipes.example@evil.example/", {});
    add("https://pipes.example:443@evil.example/", {});
    add("https://user:pw@pipes.example/", {});
    add("//evil.example/", {});
    add("//pipes.example/", {});
    add("/thanks", {});
    add("thanks", {});
    add("https:/pipes.example/", {});
    add("https:pipes.example", {});
    add("https://pipes.example\\@evil.example/", {});
    add("https://evil.example\\.pipes.example/", {});
    add("\\\\evil.example", {});
    add(" https://pipes.example/", {});
    add("https://pipes.example/\r\nSet-Cookie: a=b", {});
    add("https://pipes.example/\tx", {});
    add("https://pipes.example%2eevil.example/", {});
    add("https://pipes。example/", {});
    add("javascript:alert(1)//https://pipes.example/", {});
    add("data:text/html,x", {});
}

void TestForms::redirectsOnlyToOwnPages()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, target);
    QCOMPARE(redirectTarget(text, {kPage}).value_or(QByteArray()), target);
}

void TestForms::readsMultipart_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("read"); // name=value; name=value …; null: refused
    const QByteArray type = "multipart/form-data; boundary=b";
    const auto part = [](const QByteArray &name, const QByteArray &value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    };
    const QByteArray end = "--b--\r\n";
    QTest::newRow("fields") << type << part("a", "1") + part("b", "2") + end << QByteArray("a=1;b=2;");
    QTest::newRow("none") << type << end << QByteArray("");
    QTest::newRow("no last line end") << type << part("a", "1") + "--b--" << QByteArray("a=1;");
    QTest::newRow("lines") << type << part("a", "x\r\ny\n--bb") + end << QByteArray("a=x\r\ny\n--bb;");
    QTest::newRow("UTF-8") << type << part("a", "Zo\xc3\xab") + end << QByteArray("a=Zo\xc3\xab;");
    QTest::newRow("escaped name") << type << part("a%22b", "1") + end << QByteArray("a\"b=1;");
    QTest::newRow("quoted boundary") << QByteArray("multipart/form-data; charset=utf-8; boundary=\"b\"")
                                     << part("a", "1") + end << QByteArray("a=1;");
    QTest::newRow("other headers") << type
                                   << QByteArray("--b\r\nContent-Type: text/plain\r\ncontent-disposition: form-data;"
                                                 "name=a\r\n\r\n1\r\n") +
                                          end
                                   << QByteArray("a=1;");
    QTest::newRow("no file chosen") << type
                                    << QByteArray("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n"
                                                  "Content-Type: application/octet-stream\r\n\r\n\r\n") +
                                           end
                                    << QByteArray("");
    QTest::newRow("a file") << type
                            << QByteArray("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n"
                                          "1\r\n") +
                                   end
                            << QByteArray();
    QTest::newRow("no boundary") << QByteArray("multipart/form-data") << part("a", "1") + end << QByteArray();
    QTest::newRow("empty boundary") << QByteArray("multipart/form-data; boundary=\"\"") << part("a", "1") + end
                                    << QByteArray();
    QTest::newRow("long boundary") << "multipart/form-data; boundary=" + QByteArray(71, 'b')
                                   << "--" + QByteArray(71, 'b') + "--\r\n"
                                   << QByteArray();
    QTest::newRow("another boundary") << type << QByteArray("--c--\r\n") << QByteArray();
    QTest::newRow("no end") << type << part("a", "1") << QByteArray();
    QTest::newRow("no blank line") << type << QByteArray("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n") + end
                                   << QByteArray();
    QTest::newRow("no name") << type << QByteArray("--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n") + end
                             << QByteArray();
    QTest::newRow("no disposition") << type << QByteArray("--b\r\nA: b\r\n\r\n1\r\n") + end << QByteArray();
    QTest::newRow("Latin 1") << type << part("a", "\xeb") + end << QByteArray();
    QTest::newRow("junk after a boundary") << type << QByteArray("--bx\r\n\r\n") + end << QByteArray();
    QTest::newRow("empty") << type << QByteArray() << QByteArray();
}

void TestForms::readsMultipart()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, read);
    const auto fields = shared::multipartFields(body, type);
    QCOMPARE(fields.ok(), !read.isNull());
    if (!fields) {
        QCOMPARE(fields.error().code, ErrorCode::InvalidInput);
        return;
    }
    QByteArray text;
    for (const auto &[name, value] : *fields)
        text += QByteArray::fromStdString(name + '=' + value + ';');
    QCOMPARE(text, read);
}

/// Bodies made to be slow: nearly a delimiter at every place, and as many parts as there is room for.
void TestForms::readsMultipartInLinearTime()
{
    const QByteArray almost = "\r\n--" + QByteArray(69, 'b');
    QByteArray long1 = "--" + QByteArray(70, 'b') + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
    while (long1.size() < kLeadBytes)
        long1 += almost;
    QByteArray long2;
    while (long2.size() < kLeadBytes)
        long2 += "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20; ++i) {
        QVERIFY(!shared::multipartFields(long1, "multipart/form-data; boundary=" + QByteArray(70, 'b')));
        QVERIFY(!shared::multipartFields(long2, "multipart/form-data; boundary=b"));
    }
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

void TestForms::takesAForm()
{
    const auto before = taken();
    const auto answer = send(form(fields()), m_formKey.text());
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.header("Access-Control-Allow-Origin"), kPage);
    QVERIFY(answer.header("Access-Control-Expose-Headers").contains("RateLimit"));
    QVERIFY(answer.header("Access-Control-Allow-Credentials").isNull());
    QCOMPARE(answer.header("Vary"), QByteArray("Origin"));
    QVERIFY(answer.header("Location").isNull()); // it may not be asked for
    QVERIFY(json::parse(answer.body.toStdString())["status"] == "received");
    QCOMPARE(taken(), before + 1);
}

void TestForms::takesMultipartAndJson()
{
    QByteArray body;
    const auto pairs = shared::urlEncodedFields(fields());
    for (const auto &[name, value] : *pairs)
        body += QByteArray::fromStdString("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
                                          value + "\r\n");
    const auto multipart =
        send(form(body + "--b--\r\n", {{"Content-Type", "multipart/form-data; boundary=b"}}), m_formKey.text());
    QCOMPARE(multipart.status, 201);
    const auto script = send(form(dumpJson(formOf(*shared::urlEncodedFields(fields()))->lead),
                                  {{"Content-Type", "application/json"}, {"Origin", "http://localhost:3000"}}),
                             m_formKey.text());
    QCOMPARE(script.status, 201);
    QCOMPARE(script.header("Access-Control-Allow-Origin"), QByteArray("http://localhost:3000"));
}

/// What the page said, and what it can't say of itself.
void TestForms::keepsConsent()
{
    QCOMPARE(send(form(fields("&consent=You+may+call+me&external_id=consent")), m_formKey.text()).status, 201);
    json consent;
    const auto waiting = m_journal->waiting(100).result();
    for (const Entry &entry : *waiting)
        if (entry.externalId == u"consent")
            consent = json::parse(entry.payload.toStdString())["consent"];
    QVERIFY(consent["text"] == "You may call me");
    QVERIFY(consent["address"] == "203.0.113.7");
    QVERIFY(consent["origin"] == kPage.toStdString());
    const auto at = Timestamp::parse(QString::fromStdString(consent["at"].get<std::string>()));
    QVERIFY(at && std::abs(at->secondsTo(Timestamp::now())) < 60);
}

void TestForms::thanksPeople()
{
    const http::Headers browser{{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
    const auto own = send(form(fields("&_redirect=https%3A%2F%2Fpipes.example%2Fthanks"), browser), m_formKey.text());
    QCOMPARE(own.status, 303);
    QCOMPARE(own.header("Location"), QByteArray("https://pipes.example/thanks"));

    const auto foreign = send(form(fields("&_redirect=https%3A%2F%2Fevil.example"), browser), m_formKey.text());
    QCOMPARE(foreign.status, 201); // the lead is taken, the visitor stays
    QVERIFY(foreign.header("Location").isNull());
    QVERIFY(foreign.header("Content-Type").startsWith("text/html"));
    QVERIFY(foreign.header("Content-Security-Policy").contains("default-src 'none'"));
    QCOMPARE(foreign.header("Referrer-Policy"), QByteArray("no-referrer"));
    QVERIFY(foreign.body.contains("Thank you"));
    QVERIFY(!foreign.body.contains("evil"));

    // A script gets its JSON whatever the form says.
    QCOMPARE(send(form(fields("&_redirect=https%3A%2F%2Fpipes.example%2Fthanks")), m_formKey.text()).status, 201);
}

void TestForms::showsPeopleWhatIsWrong()
{
    const http::Headers browser{{"Accept", "text/html"}};
    const auto wrong = send(form("first_name=Zoe&email=no&%3Cscript%3E=x", browser), m_formKey.text());
    QCOMPARE(wrong.status, 422);
    QVERIFY(wrong.header("Content-Type").startsWith("text/html"));
    QVERIFY(!wrong.header("Content-Security-Policy").isNull());
    QVERIFY(wrong.body.contains("<li>Last name is required</li>"));
    QVERIFY(wrong.body.contains("<li>Email must be"));
    QVERIFY(wrong.body.contains("&lt;script&gt;"));
    QVERIFY(!wrong.body.contains("<script"));
    QCOMPARE(send(form("a=%FF", browser), m_formKey.text()).status, 400);
    const auto script = send(form("first_name=Zoe"), m_formKey.text());
    QCOMPARE(script.status, 422);
    QCOMPARE(script.header("Content-Type"), QByteArray("application/problem+json"));
    QCOMPARE(script.header("Access-Control-Allow-Origin"), kPage); // the page's script may read what is wrong
}

void TestForms::acceptsOnlyOwnPages_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("another page") << QByteArray("https://evil.example");
    QTest::newRow("begins alike") << QByteArray("https://pipes.example.evil.example");
    QTest::newRow("another scheme") << QByteArray("http://pipes.example");
    QTest::newRow("another port") << QByteArray("https://pipes.example:8443");
    QTest::newRow("a subdomain") << QByteArray("https://www.pipes.example");
    QTest::newRow("nobody") << QByteArray("null");
    QTest::newRow("none") << QByteArray("");
}

void TestForms::acceptsOnlyOwnPages()
{
    QFETCH(QByteArray, origin);
    const auto before = taken();
    http::Request request = form(fields(), {{"Origin", origin}});
    for (const char *method : {"POST", "OPTIONS"}) {
        request.method = method;
        const auto answer = send(request, m_formKey.text());
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.header("Access-Control-Allow-Origin").isNull());
        QCOMPARE(answer.header("Vary"), QByteArray("Origin"));
    }
    QCOMPARE(taken(), before);
}

void TestForms::answersPreflights()
{
    http::Request request = form({}, {{"Access-Control-Request-Method", "POST"},
                                      {"Access-Control-Request-Headers", "content-type,idempotency-key"},
                                      {"Accept", "text/html"}});
    request.method = "OPTIONS";
    const auto answer = send(request, m_formKey.text());
    QCOMPARE(answer.status, 204);
    QVERIFY(answer.body.isEmpty());
    QCOMPARE(answer.header("Access-Control-Allow-Origin"), kPage);
    QCOMPARE(answer.header("Access-Control-Allow-Methods"), QByteArray("POST"));
    QVERIFY(answer.header("Access-Control-Allow-Headers").contains("Idempotency-Key"));
    QVERIFY(answer.header("Access-Control-Max-Age").toInt() > 0);
    QCOMPARE(answer.header("Vary"), QByteArray("Origin"));
}

/// A form's key opens nothing but its form; a program's key works in no address.
void TestForms::keysWorkOnlyInTheirPlace()
{
    const auto ask = [this](const char *method, const QByteArray &path, const SourceKey &key) {
        http::Request request{method, path};
        request.headers = {{"X-Api-Key", key.text()}, {"Content-Type", "application/json"}, {"Origin", kPage}};
        request.body = dumpJson(formOf(*shared::urlEncodedFields(fields()))->lead);
        const auto future = m_router.handle(request);
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result() : http::Response();
    };
    const QByteArray lead = "/api/v1/leads/" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    QCOMPARE(ask("POST", "/api/v1/leads", m_formKey).status, 403);
    QCOMPARE(ask("GET", lead, m_formKey).status, 403);
    QCOMPARE(ask("POST", "/api/v1/leads", m_programKey).status, 201);
    QVERIFY(ask("POST", "/api/v1/leads", m_programKey).header("Access-Control-Allow-Origin").isNull());
    QCOMPARE(ask("OPTIONS", "/api/v1/leads", m_programKey).status, 405);
    QCOMPARE(send(form(fields()), m_programKey.text()).status, 401);
    QCOMPARE(send(form(fields()), "pf_nobody").status, 401);
}

void TestForms::sendsOneLeadAtATime()
{
    const auto before = taken();
    const json lead = formOf(*shared::urlEncodedFields(fields()))->lead;
    const auto answer =
        send(form(dumpJson(json::array({lead, lead})), {{"Content-Type", "application/json"}}), m_formKey.text());
    QCOMPARE(answer.status, 400);
    QCOMPARE(taken(), before);
}

/// The answer is that of any lead; nothing is kept.
void TestForms::dropsLeadsWithAFilledHoneypot()
{
    const auto before = taken();
    const auto good = send(form(fields()), m_formKey.text());
    const auto bad = send(form(fields("&_gotcha=buy")), m_formKey.text());
    QCOMPARE(bad.status, good.status);
    QCOMPARE(bad.headers, good.headers);
    const json body = json::parse(bad.body.toStdString());
    QVERIFY(!QUuid::fromString(QString::fromStdString(body["id"].get<std::string>())).isNull());
    QVERIFY(body["status"] == "received");
    QCOMPARE(taken(), before + 1);
    QVERIFY(m_registry.text().contains("honeypot_total{source=\"form\"} 1\n"));
    QCOMPARE(send(form(fields("&_gotcha=")), m_formKey.text()).status, 201);
    QCOMPARE(taken(), before + 2);
}

QTEST_GUILESS_MAIN(TestForms)
#include "tst_forms.moc"
