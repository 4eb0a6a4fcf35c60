#include "models/sqlite/sqlitedb.h"
#include "server/http/problem.h"
#include "server/intake/hookentry.h"
#include "server/intake/hookhandler.h"
#include "server/intake/leadhandler.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace pl::journal;
using namespace std::chrono_literals;
using nlohmann::json;
using pl::test::ScriptedTransport;

/// The hook without a socket: a real journal, a store in memory.
class TestHookHandler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void keepsWhateverIsSent_data();
    void keepsWhateverIsSent();
    void answersOnceItIsOnDisk();
    void knowsARepeat();
    void answers201WhereThatIsWanted();
    void answers503WhenTheJournalIsFull();
    void keepsWhatIsOverTheLimit();
    void aRepeatIsNotOverTheDaysLimit();

    void knowsAHookByItsId_data();
    void knowsAHookByItsId();
    void usesThePresetsWays();
    void theNewestSecretHolds();
    void refusesOtherKinds();
    void worksNowhereElse();
    void doesNotTellWhichIdsExist();
    void slowsGuessers();
    void guessesHoldLittleMemory();
    void aNewHookMayStartWithABurst();
    void theOldKeyHoldsUntilItsTime();

    void answersVisits_data();
    void answersVisits();
    void showsTheKeyNowhere();

private:
    void open(int queueLimit);
    http::Response answer(const Later<http::Response> &later) const;
    http::Response send(http::Request request, const QByteArray &place);
    http::Response post(const QByteArray &body, const http::Headers &headers = {}, const QByteArray &place = {});
    QList<HookEntry> kept() const;
    QByteArray idText() const { return m_id.toByteArray(QUuid::WithoutBraces); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ScriptedTransport> m_store;
    supabase::KeyCredentials m_credentials{"key"};
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<metrics::Registry> m_registry;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SourceKeys> m_keys;
    std::unique_ptr<LeadHandler> m_leads;
    std::unique_ptr<HookHandler> m_hooks;
    std::unique_ptr<http::Router> m_router;
    Timestamp m_now;
    SourceKey m_key = SourceKey::create(SourceKey::Kind::Hook);
    SourceKey m_program = SourceKey::create();
    SourceKey m_form = SourceKey::create(SourceKey::Kind::Form);
    const QUuid m_id = QUuid::createUuid();
};

namespace {

const QByteArray kFox = "The quick brown fox jumps over the lazy dog";
const QByteArray kFoxSha256 = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"; // by the secret "key"
const QByteArray kFoxSha1 = "3nybhbi3iqa8ino29wqQcBydtNk=";

json hookRow(const SourceKey &key, const QUuid &id, const char *kind)
{
    return {{"id", toJson(id)},
            {"name", kind},
            {"kind", kind},
            {"key_hash", key.hash().toStdString()},
            {"key_prefix", toJson(key.prefix())},
            {"daily_cap", nullptr},
            {"preset", nullptr},
            {"authentication", nullptr},
            {"answer_status", 200},
            {"old_key_hash", nullptr},
            {"old_key_until", nullptr}};
}

json hmacSetting(const char *header, const char *algorithm, const char *encoding, const char *prefix)
{
    return {{"kind", "hmac"}, {"header", header}, {"algorithm", algorithm}, {"encoding", encoding}, {"prefix", prefix}};
}

json hookSecret(const QUuid &source, const char *text)
{
    return {{"source_id", toJson(source)}, {"secret", text}};
}

QByteArray basicHeader(const QByteArray &user, const QByteArray &password)
{
    return "Basic " + (user + ':' + password).toBase64();
}

} // namespace

void TestHookHandler::init()
{
    m_now = Timestamp::parse(u"2026-11-29T10:00:00Z").value();
    m_dir = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ScriptedTransport>();
    m_rest =
        std::make_unique<supabase::RestClient>(*m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
    m_store->sources = {hookRow(m_key, m_id, "hook"), hookRow(m_program, QUuid::createUuid(), "program"),
                        hookRow(m_form, QUuid::createUuid(), "form")};
    open(1000);
}

void TestHookHandler::open(int queueLimit)
{
    m_router = std::make_unique<http::Router>();
    m_hooks.reset();
    m_leads.reset();
    m_journal.reset();
    auto journal = Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite")), queueLimit});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    m_keys = std::make_unique<SourceKeys>(*m_rest, SourceKeys::Pace{1h, 20ms, [this] { return m_now; }});
    m_registry = std::make_unique<metrics::Registry>();
    m_leads = std::make_unique<LeadHandler>(*m_journal, *m_keys, *m_rest, *m_registry);
    m_hooks =
        std::make_unique<HookHandler>(*m_journal, m_leads->gate(), *m_rest, *m_registry, [this] { return m_now; });
    m_leads->addRoutes(*m_router);
    m_hooks->addRoutes(*m_router);
    QTRY_VERIFY(m_keys->hasList());
}

void TestHookHandler::cleanup()
{
    m_router.reset();
    m_hooks.reset();
    m_leads.reset();
    m_keys.reset();
    m_journal.reset();
    m_rest.reset();
    m_store.reset();
    m_dir.reset();
}

http::Response TestHookHandler::answer(const Later<http::Response> &later) const
{
    if (!QTest::qWaitFor([&] { return later.isFinished(); }))
        return {0, {}, {}};
    return later.result();
}

http::Response TestHookHandler::send(http::Request request, const QByteArray &place)
{
    request.path = HookHandler::kPrefix + (place.isNull() ? m_key.text() : place);
    if (request.peer.isNull())
        request.peer = QHostAddress(QStringLiteral("203.0.113.7"));
    return answer(m_router->handle(request));
}

http::Response TestHookHandler::post(const QByteArray &body, const http::Headers &headers, const QByteArray &place)
{
    return send({.method = "POST", .headers = headers, .body = body}, place);
}

QList<HookEntry> TestHookHandler::kept() const
{
    QList<HookEntry> entries;
    const auto waiting = m_journal->waiting(1000, HookEntry::kKind).result();
    for (const Entry &entry : *waiting)
        entries += HookEntry::of(entry).valueOr(HookEntry{});
    return entries;
}

void TestHookHandler::keepsWhateverIsSent_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("JSON") << QByteArray("application/json") << QByteArray("{\"name\":\"Rosa\",\"more\":{\"a\":[1]}}");
    QTest::newRow("an array") << QByteArray("application/json") << QByteArray("[1,\"two\",null]");
    QTest::newRow("JSON as text") << QByteArray("text/plain;charset=UTF-8") << QByteArray("{\"name\":\"Zo\xc3\xab\"}");
    QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded") << QByteArray("name=Rosa&name=Again");
    QTest::newRow("multipart") << QByteArray("multipart/form-data; boundary=\"x y\"")
                               << QByteArray("--x y\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x y--");
    QTest::newRow("XML") << QByteArray("application/xml") << QByteArray("<lead><name>Rosa</name></lead>");
    QTest::newRow("windows-1252") << QByteArray("text/plain; charset=windows-1252") << QByteArray("Name: Zo\xeb");
    QTest::newRow("no type") << QByteArray() << QByteArray("name: Rosa");
    QTest::newRow("an unknown type") << QByteArray("application/x-\xff") << QByteArray("name: Rosa");
    QTest::newRow("nothing") << QByteArray("application/json") << QByteArray();
    QTest::newRow("garbage") << QByteArray("image/png") << QByteArray("\0\xff\n\0{\"", 6);
    QTest::newRow("broken JSON") << QByteArray("application/json") << QByteArray("{\"name\":\"Ro");
    QTest::newRow("as much as fits") << QByteArray("text/plain") << QByteArray(HookHandler::kBodyBytes, '\n');
}

void TestHookHandler::keepsWhateverIsSent()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    const auto taken = post(body, type.isNull() ? http::Headers() : http::Headers{{"Content-Type", type}});
    QCOMPARE(taken.status, 200);
    QCOMPARE(taken.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(taken.body, QByteArray("{\"status\":\"received\"}"));
    const auto entries = kept();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.first().sourceId, m_id);
    QCOMPARE(entries.first().contentType, type);
    QCOMPARE(entries.first().body, body);
    QVERIFY(!entries.first().cause);
}

/// Another program holds the journal's file, so nothing can be written.
void TestHookHandler::answersOnceItIsOnDisk()
{
    auto db =
        sqlite::SqliteDb::open(m_dir->filePath(QStringLiteral("journal.sqlite")), sqlite::SqliteDb::Mode::Existing);
    QVERIFY(db.ok() && db->run("begin immediate").ok());
    http::Request request{"POST", HookHandler::kPrefix + m_key.text()};
    request.body = "{}";
    const auto later = m_router->handle(request);
    QVERIFY(!later.isFinished());
    QVERIFY(db->run("commit").ok());
    QCOMPARE(answer(later).status, 200);
    auto rows = db->prepare("select count(*) from entries where kind = 'hook'");
    QVERIFY(rows.ok() && *rows->step());
    QCOMPARE(rows->integer(0), 1);
}

void TestHookHandler::knowsARepeat()
{
    QCOMPARE(post("{\"a\":1}").status, 200);
    const auto again = post("{\"a\":1}");
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, QByteArray("{\"status\":\"received\"}"));
    QCOMPARE(post("{\"a\":2}").status, 200);
    QCOMPARE(kept().size(), 2);
    const QByteArray text = m_registry->text();
    QVERIFY(text.contains("hooks_total{source=\"hook\",outcome=\"received\"} 2\n"));
    QVERIFY(text.contains("hooks_total{source=\"hook\",outcome=\"repeated\"} 1\n"));
    // Tomorrow it is something new.
    m_now = m_now.addSeconds(86'400);
    QCOMPARE(post("{\"a\":1}").status, 200);
    QCOMPARE(kept().size(), 3);
}

void TestHookHandler::answers201WhereThatIsWanted()
{
    m_store->sources[0]["answer_status"] = 201;
    open(1000);
    QCOMPARE(post("{}").status, 201);
    QCOMPARE(post("{}").status, 201);
    QCOMPARE(kept().size(), 1);
}

void TestHookHandler::answers503WhenTheJournalIsFull()
{
    open(0);
    const auto refused = post("{}");
    QCOMPARE(refused.status, 503);
    QVERIFY(!refused.header("Retry-After").isNull());
    QVERIFY(kept().isEmpty());
}

void TestHookHandler::keepsWhatIsOverTheLimit()
{
    m_store->sources[0]["daily_cap"] = 2;
    m_store->stored = 0;
    open(1000);
    for (const char *body : {"1", "2", "3"})
        QCOMPARE(post(body).status, 200);
    const auto entries = kept();
    QCOMPARE(entries.size(), 3);
    QVERIFY(!entries.at(0).cause && !entries.at(1).cause);
    QCOMPARE(entries.at(2).cause, std::optional(IntakeCause::OverLimit));
    QCOMPARE(entries.at(2).reason, QStringLiteral("This source may send 2 leads per day."));
    QVERIFY(m_registry->text().contains("hooks_total{source=\"hook\",outcome=\"over_limit\"} 1\n"));
}

void TestHookHandler::aRepeatIsNotOverTheDaysLimit()
{
    m_store->sources[0]["daily_cap"] = 2;
    m_store->stored = 0;
    open(1000);
    for (const char *body : {"1", "1", "1", "2"})
        QCOMPARE(post(body).status, 200);
    const auto entries = kept();
    QCOMPARE(entries.size(), 2);
    QVERIFY(!entries.at(1).cause);
}

void TestHookHandler::knowsAHookByItsId_data()
{
    QTest::addColumn<http::Headers>("headers"); // KEY stands for the source's key
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto add = [](const char *name, const http::Headers &headers, const QByteArray &body, int status,
                        const QByteArray &type = "application/json") {
        QTest::newRow(name) << headers << type << body << status;
    };
    const QByteArray key = m_key.text();
    add("nothing", {}, kFox, 401);
    add("X-Api-Key", {{"X-Api-Key", key}}, kFox, 200);
    add("Bearer", {{"Authorization", "bearer " + key}}, kFox, 200);
    add("Basic", {{"Authorization", basicHeader("anybody", key)}}, kFox, 200);
    add("Basic without a user", {{"Authorization", basicHeader("", key)}}, kFox, 200);
    add("the key as Basic's user", {{"Authorization", basicHeader(key, "x")}}, kFox, 401);
    add("Basic that is none", {{"Authorization", "Basic " + key}}, kFox, 401);
    add("a wrong X-Api-Key", {{"X-Api-Key", "ph_wrong"}}, kFox, 401);
    add("an empty X-Api-Key", {{"X-Api-Key", ""}}, kFox, 401);
    add("a program's key", {{"X-Api-Key", m_program.text()}}, kFox, 401);
    add("sha256 in hex", {{"X-Signature", "sha256=" + kFoxSha256}}, kFox, 200);
    add("in capitals", {{"x-signature", "sha256=" + kFoxSha256.toUpper()}}, kFox, 200);
    add("without its prefix", {{"X-Signature", kFoxSha256}}, kFox, 401);
    add("of another body", {{"X-Signature", "sha256=" + kFoxSha256}}, kFox + '.', 401);
    add("cut off", {{"X-Signature", "sha256=" + kFoxSha256.first(32)}}, kFox, 401);
    add("empty", {{"X-Signature", "sha256="}}, kFox, 401);
    add("sha1 in base64", {{"Signature", kFoxSha1}}, kFox, 200);
    add("in lower case", {{"Signature", kFoxSha1.toLower()}}, kFox, 401);
    add("in the other's header", {{"X-Signature", "sha256=" + kFoxSha1}}, kFox, 401);
    add("in the body", {}, "{\"google_key\":\"" + key + "\"}", 200);
    add("deeper in the body", {}, "{\"data\":{\"google_key\":\"" + key + "\"}}", 401);
    add("wrong in the body", {}, "{\"google_key\":\"" + key + "x\"}", 401);
    add("no text in the body", {}, "{\"google_key\":{\"a\":[]}}", 401);
    add("in a form", {}, "google_key=" + key + "&a=b", 200, "application/x-www-form-urlencoded");
    add("in a broken body", {}, "{\"google_key\":\"" + key, 401);
}

void TestHookHandler::knowsAHookByItsId()
{
    QFETCH(http::Headers, headers);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    m_store->sources[0]["authentication"] = {hmacSetting("X-Signature", "sha256", "hex", "sha256="),
                                             hmacSetting("Signature", "sha1", "base64", ""),
                                             {{"kind", "body"}, {"field", "google_key"}}};
    m_store->secrets = json::array({hookSecret(m_id, "key")});
    open(1000);
    headers.emplaceBack("Content-Type", type);
    QCOMPARE(post(body, headers, idText()).status, status);
    QCOMPARE(kept().size(), status == 200 ? 1 : 0);
}

/// While the source has none of its own.
void TestHookHandler::usesThePresetsWays()
{
    m_store->sources[0]["preset"] = "google-ads";
    open(1000);
    const QByteArray body = "{\"google_key\":\"" + m_key.text() + "\"}";
    QCOMPARE(post(body, {}, idText()).status, 200);
    m_store->sources[0]["authentication"] = json::array({{{"kind", "path"}}});
    open(1000);
    QCOMPARE(post(body, {}, idText()).status, 401);
    QCOMPARE(post(body).status, 200);
    // Nor does one that nobody can read shut it out.
    m_store->sources[0]["authentication"] = "nonsense";
    open(1000);
    QCOMPARE(post(body, {}, idText()).status, 200);
}

void TestHookHandler::theNewestSecretHolds()
{
    m_store->sources[0]["authentication"] = json::array({hmacSetting("S", "SHA256", "hex", "")});
    m_store->secrets = json::array(
        {hookSecret(m_id, "key"), hookSecret(m_id, "before"), hookSecret(QUuid::createUuid(), "another's")});
    open(1000);
    QCOMPARE(post(kFox, {{"S", kFoxSha256}}, idText()).status, 200);
    // One that is set later holds for the first request that needs it.
    m_store->secrets = json::array({hookSecret(m_id, "newer"), hookSecret(m_id, "key")});
    open(1000);
    QCOMPARE(post(kFox, {{"S", kFoxSha256}}, idText()).status, 401);
    m_store->secrets.erase(0);
    QCOMPARE(post(kFox, {{"S", kFoxSha256}}, idText()).status, 200);
}

void TestHookHandler::refusesOtherKinds()
{
    for (const QByteArray &key : {m_program.text(), m_form.text(), QByteArray("ph_unknown")})
        QCOMPARE(post("{}", {}, key).status, 401);
    const auto program = m_keys->known(m_program.text());
    QVERIFY(program);
    QCOMPARE(post("{}", {{"X-Api-Key", m_program.text()}}, program->id.toByteArray(QUuid::WithoutBraces)).status, 401);
    QVERIFY(kept().isEmpty());
    QVERIFY(m_registry->text().contains("refused_total{source=\"-\",reason=\"unknown_hook\"} 4\n"));
}

void TestHookHandler::worksNowhereElse()
{
    const http::Headers shown{{"X-Api-Key", m_key.text()}, {"Content-Type", "application/json"}};
    const QByteArray lead = "{\"first_name\":\"Rosa\"}";
    const QByteArray read = "/api/v1/leads/" + idText();
    QCOMPARE(answer(m_router->handle({"POST", "/api/v1/leads", {}, shown, lead})).status, 401);
    QCOMPARE(answer(m_router->handle({"GET", read, {}, shown})).status, 401);
    QCOMPARE(answer(m_router->handle({"POST", "/api/v1/forms/" + m_key.text(), {}, shown, lead})).status, 401);
    QCOMPARE(m_leads->bodyLimit({"POST", "/api/v1/leads", {}, shown}), kLeadBytes);
    QVERIFY(kept().isEmpty());
}

/// Also by the time: both look at the store's list again.
void TestHookHandler::doesNotTellWhichIdsExist()
{
    const auto asked = m_store->requests.size();
    const auto wrong = post(kFox, {{"X-Api-Key", "ph_wrong"}}, idText());
    QVERIFY(m_store->requests.size() > asked);
    const auto unknown = post(kFox, {{"X-Api-Key", "ph_wrong"}}, QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    QCOMPARE(wrong.status, 401);
    QCOMPARE(unknown.status, 401);
    QCOMPARE(wrong.body, unknown.body);
    QCOMPARE(wrong.headers, unknown.headers);
}

void TestHookHandler::slowsGuessers()
{
    const int burst = shared::RateLimiter::Pace().burst;
    for (int i = 0; i < burst; ++i)
        QCOMPARE(post(kFox, {{"X-Api-Key", QByteArray::number(i)}}, idText()).status, 401);
    const auto slowed = post(kFox, {{"X-Api-Key", "more"}}, idText());
    QCOMPARE(slowed.status, 429);
    QVERIFY(slowed.header("Retry-After").toInt() > 0);
    // The right one in the same house works all the same, here and there; a wrong one is slowed there, too.
    QCOMPARE(post(kFox, {{"X-Api-Key", m_key.text()}}, idText()).status, 200);
    QCOMPARE(post(kFox).status, 200);
    http::Request lead{"POST", "/api/v1/leads", {}, {{"X-Api-Key", "pl_wrong"}}};
    lead.peer = QHostAddress(QStringLiteral("203.0.113.7"));
    QCOMPARE(answer(m_router->handle(lead)).status, 429);
}

/// Their bodies wait for the store, which may be away for long.
void TestHookHandler::guessesHoldLittleMemory()
{
    m_store->isHanging = true;
    const http::Request guess{"POST",
                              HookHandler::kPrefix + SourceKey::create(SourceKey::Kind::Hook).text(),
                              {},
                              {},
                              QByteArray(HookHandler::kBodyBytes, 'x'),
                              QHostAddress::LocalHost};
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 64; ++i)
        answers.append(m_router->handle(guess));
    const auto more = m_router->handle(guess);
    QVERIFY(more.isFinished());
    QCOMPARE(more.result().status, 503);
    QVERIFY(more.result().header("Retry-After").toInt() > 0);
    m_store->release();
    for (const auto &later : std::as_const(answers))
        QCOMPARE(answer(later).status, 401);
    QCOMPARE(answer(m_router->handle(guess)).status, 401);
}

void TestHookHandler::aNewHookMayStartWithABurst()
{
    const SourceKey late = SourceKey::create(SourceKey::Kind::Hook);
    m_store->sources.push_back(hookRow(late, QUuid::createUuid(), "hook"));
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 2 * shared::RateLimiter::Pace().burst; ++i)
        answers.append(m_router->handle(
            {"POST", HookHandler::kPrefix + late.text(), {}, {}, QByteArray::number(i), QHostAddress::LocalHost}));
    for (const auto &later : std::as_const(answers))
        QCOMPARE(answer(later).status, 200);
}

/// By the clock alone: the list isn't read again.
void TestHookHandler::theOldKeyHoldsUntilItsTime()
{
    const SourceKey old = SourceKey::create(SourceKey::Kind::Hook);
    m_store->sources[0]["old_key_hash"] = old.hash().toStdString();
    m_store->sources[0]["old_key_until"] = "2026-11-30T10:00:00+00:00";
    open(1000);
    QCOMPARE(m_keys->all().size(), 3);
    m_now = m_now.addSeconds(86'399);
    QCOMPARE(post("1", {}, old.text()).status, 200);
    QCOMPARE(post("2", {{"X-Api-Key", old.text()}}, idText()).status, 200);
    QCOMPARE(post("3").status, 200);
    for (const HookEntry &entry : kept())
        QCOMPARE(entry.sourceId, m_id);
    m_now = m_now.addSeconds(1);
    QVERIFY(!m_keys->known(old.text()));
    QCOMPARE(post("4", {}, old.text()).status, 401);
    QCOMPARE(post("5", {{"X-Api-Key", old.text()}}, idText()).status, 401);
    QCOMPARE(post("6").status, 200);
}

void TestHookHandler::answersVisits_data()
{
    QTest::addColumn<bool>("byId");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("echo"); // null: a problem, or nothing
    const auto add = [](const char *name, bool byId, const QByteArray &query, int status, const QByteArray &echo = {}) {
        QTest::newRow(name) << byId << query << status << echo;
    };
    const QByteArray right = "hub.mode=subscribe&hub.verify_token=" + m_key.text();
    add("Meta's, at the key", false, right + "&hub.challenge=1158201444", 200, "1158201444");
    add("Meta's, at the id", true, right + "&hub.challenge=1158201444", 200, "1158201444");
    add("in another order, encoded", true, "hub.challenge=a%2Db&" + right, 200, "a-b");
    add("a wrong token at the key", false, "hub.mode=subscribe&hub.verify_token=x&hub.challenge=1", 403);
    add("a wrong token at the id", true, "hub.mode=subscribe&hub.verify_token=x&hub.challenge=1", 401);
    add("no token", false, "hub.mode=subscribe&hub.challenge=1", 403);
    add("another mode", false, "hub.mode=unsubscribe&hub.verify_token=" + m_key.text() + "&hub.challenge=1", 403);
    add("no challenge", false, right, 400);
    add("a script", false, right + "&hub.challenge=%3Cscript%3E", 400);
    add("a line", false, right + "&hub.challenge=a%0D%0Ab", 400);
    add("too long", false, right + "&hub.challenge=" + QByteArray(201, '1'), 400);
    add("nothing, at the key", false, "", 200);
    add("something else, at the key", false, "a=b", 200);
    add("nothing, at the id", true, "", 401);
}

void TestHookHandler::answersVisits()
{
    QFETCH(bool, byId);
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    QFETCH(QByteArray, echo);
    for (const char *method : {"GET", "HEAD"}) {
        const auto told = send({.method = method, .query = query}, byId ? idText() : QByteArray());
        QCOMPARE(told.status, status);
        if (status == 200)
            QCOMPARE(told.body, echo);
        if (!echo.isNull())
            QCOMPARE(told.header("Content-Type"), QByteArray("text/plain"));
        QVERIFY(!told.body.contains("script"));
    }
    QVERIFY(kept().isEmpty());
}

void TestHookHandler::showsTheKeyNowhere()
{
    const QByteArray path = HookHandler::kPrefix + m_key.text();
    QCOMPARE(m_router->patternOf(path), QByteArray("/api/v1/hooks/{key}"));
    QCOMPARE(post("{}", {}, m_key.text() + 'x').status, 401);
    QCOMPARE(send({.method = "GET", .query = "hub.mode=subscribe"}, {}).status, 403);
    for (const char *method : {"PUT", "DELETE", "OPTIONS"}) {
        const auto refused = send({.method = method}, {});
        QCOMPARE(refused.status, 405);
        QCOMPARE(refused.header("Allow"), QByteArray("POST, GET, HEAD"));
        QVERIFY(json::parse(refused.body.toStdString())["instance"] == "/api/v1/hooks");
    }
    QCOMPARE(send({.method = "POST"}, m_key.text() + "/more").status, 404);
    QVERIFY(!send({.method = "POST"}, m_key.text() + "/more").body.contains("ph_"));
    QVERIFY(!post("{}", {}, m_key.text() + 'x').body.contains("ph_"));
    QVERIFY(!m_registry->text().contains("ph_"));
    QVERIFY(!http::problem(503, QStringLiteral("No."), path).body.contains("ph_"));
    QCOMPARE(post("{}").status, 200);
    QVERIFY(!m_journal->waiting(1, HookEntry::kKind).result()->first().key.contains("ph_"));
}

QTEST_GUILESS_MAIN(TestHookHandler)
#include "tst_hookhandler.moc"
