#include "models/domain/sourcekey.h"
#include "server/intake/leadhandler.h"
#include "server/intake/submittedform.h"
#include "server/intake/weborigin.h"
#include "server/shared/formdecoding.h"
#include "tests/server/intake/scriptedtransport.h"

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

    void takesAForm();
    void takesMultipartAndJson();
    void keepsConsent();
    void keepsWhatItDoesNotKnow();
    void readsOtherNames();
    void takesTheLastOfARepeatedField();
    void leavesFilesOut();
    void readsWhatIsNotUtf8();
    void takesScriptsNumbersAndYeses();
    void letsNobodyNameACostOrATest();
    void takesAPersonWhoCanBeReached();
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
    static json asJson();
    json lastLead() const;

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

/// The same fields as a script would send them.
json TestForms::asJson()
{
    json lead;
    for (const auto &[name, value] : shared::rawFields(fields()))
        lead[name] = value;
    return lead;
}

json TestForms::lastLead() const
{
    const auto waiting = m_journal->waiting(1000).result();
    return json::parse(waiting->last().payload.toStdString());
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
    for (const auto &[name, value] : shared::rawFields(fields()))
        body += QByteArray::fromStdString("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
                                          value + "\r\n");
    const auto multipart =
        send(form(body + "--b--\r\n", {{"Content-Type", "multipart/form-data; boundary=b"}}), m_formKey.text());
    QCOMPARE(multipart.status, 201);
    const auto script =
        send(form(dumpJson(asJson()), {{"Content-Type", "application/json"}, {"Origin", "http://localhost:3000"}}),
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

/// A submit button, a captcha, a campaign: nothing that a visitor could change.
void TestForms::keepsWhatItDoesNotKnow()
{
    const auto answer = send(form(fields("&submit=Send&g-recaptcha-response=03AG&utm_source=news&gclid=Cj0&"
                                         "How+old+is+the+house%3F=40+years&_redirect=https%3A%2F%2Fpipes.example")),
                             m_formKey.text());
    QCOMPARE(answer.status, 201);
    const json lead = lastLead();
    QCOMPARE(dumpJson(lead["answers"]), QByteArray("{\"How old is the house?\":\"40 years\"}"));
    QVERIFY(lead["origin"]["utm_source"] == "news");
    QVERIFY(lead["origin"]["gclid"] == "Cj0");
    QVERIFY(lead["first_name"] == "Zo\xc3\xab");
}

void TestForms::readsOtherNames()
{
    const auto answer = send(form("your-name=Zoe+Garcia&tel=%28512%29+555-0143&your-message=It+drips&"
                                  "postal_code=78701&urgency=As+soon+as+possible"),
                             m_formKey.text());
    QCOMPARE(answer.status, 201);
    const json lead = lastLead();
    QVERIFY(lead["first_name"] == "Zoe");
    QVERIFY(lead["last_name"] == "Garcia");
    QVERIFY(lead["phone_number"] == "+15125550143");
    QVERIFY(lead["email"] == "");
    QVERIFY(lead["zip_code"] == "78701");
    QVERIFY(lead["description"] == "It drips");
}

void TestForms::takesTheLastOfARepeatedField()
{
    QCOMPARE(send(form(fields("&first_name=Chloe&Rooms=Kitchen&Rooms=Bath")), m_formKey.text()).status, 201);
    const json lead = lastLead();
    QVERIFY(lead["first_name"] == "Chloe");
    QVERIFY(lead["answers"]["Rooms"] == "Kitchen, Bath");
}

void TestForms::leavesFilesOut()
{
    QByteArray body = "A preamble.\r\n";
    for (const auto &[name, value] : shared::rawFields(fields()))
        body += QByteArray::fromStdString("--b \r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
                                          value + "\r\n");
    body += "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"sink.jpg\"\r\n"
            "Content-Type: image/jpeg\r\n\r\n" +
            QByteArray(100'000, '\xff') + "\r\n--b--\r\n";
    const http::Request request = form(body, {{"Content-Type", "multipart/form-data; boundary=b"}});
    QVERIFY(m_handler->bodyLimit(request) > body.size());
    QCOMPARE(send(request, m_formKey.text()).status, 201);
    const QByteArray answers = dumpJson(lastLead()["answers"]);
    QVERIFY2(answers.contains("sink.jpg"), answers);
    QVERIFY(answers.size() < 1000);
}

void TestForms::readsWhatIsNotUtf8()
{
    const QByteArray body = "first_name=Zo%EB&phone_number=512+555+0143";
    QCOMPARE(send(form(body), m_formKey.text()).status, 201);
    QVERIFY(lastLead()["first_name"] == "Zo\xc3\xab");
}

void TestForms::takesScriptsNumbersAndYeses()
{
    json sent = asJson();
    sent["zip_code"] = 78701;
    sent["consent"] = true;
    sent["rooms"] = {"Kitchen", 2};
    QCOMPARE(send(form(dumpJson(sent), {{"Content-Type", "application/json"}}), m_formKey.text()).status, 201);
    const json lead = lastLead();
    QVERIFY(lead["zip_code"] == "78701");
    QVERIFY(lead["consent"]["address"] == "203.0.113.7");
    QVERIFY(lead["answers"].contains("rooms"));
}

/// A form's key is public.
void TestForms::letsNobodyNameACostOrATest()
{
    QCOMPARE(send(form(fields("&cost=9999&is_test=true")), m_formKey.text()).status, 201);
    const json lead = lastLead();
    QVERIFY(!lead.contains("source_cost_cents"));
    QVERIFY(!lead.contains("is_test"));
}

void TestForms::takesAPersonWhoCanBeReached()
{
    QCOMPARE(send(form("email=zoe%40home.example"), m_formKey.text()).status, 201);
    const auto nobody = send(form("first_name=Zoe&service_needed=Drain+Cleaning"), m_formKey.text());
    QCOMPARE(nobody.status, 422);
    QVERIFY(nobody.body.contains("phone_number"));
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
    QVERIFY(wrong.body.contains("<li>Email must be"));
    QVERIFY(!wrong.body.contains("Last name"));
    QVERIFY(!wrong.body.contains("script"));
    QCOMPARE(send(form("a=b", browser), m_formKey.text()).status, 422);
    QCOMPARE(send(form({}, browser), m_formKey.text()).status, 400);
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
        request.body = dumpJson(asJson());
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
    const json lead = asJson();
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
