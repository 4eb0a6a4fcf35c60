#include "models/domain/newlead.h"
#include "models/domain/sourcekey.h"
#include "server/intake/leadhandler.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace pl::journal;
using namespace std::chrono_literals;
using nlohmann::json;
using pl::test::ScriptedTransport;

/// The sources' API without a socket: a real journal, a store in memory.
class TestLeadHandler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void takesEitherKeyHeader();
    void looksUpAnUnknownKey();
    void refusesARevokedKey();
    void saysWhenKeysCannotBeChecked();
    void knowsItsKeysWhileTheStoreIsAway();
    void limitsLookups();
    void throttlesGuessers();
    void newKeysDoNotCountAsGuesses();
    void aBurstWithANewKeyIsNoGuessing();
    void keepsSourcesWithinTheirLimits();
    void countsTheStoresLeads();
    void recordsWhenAKeyWasUsed();
    void countsOutcomes();
    void answers503WhenTheJournalIsFull();
    void answers409WhileTheKeyIsInFlight();
    void givesEachRowOfAnArrayAKey();
    void refusesAKeyWithAnotherBody_data();
    void refusesAKeyWithAnotherBody();
    void showsALeadOnItsWay();
    void showsALeadInTheStore();
    void hidesOtherSourcesLeads();
    void parsesForms_data();
    void parsesForms();
    void makesKeys();

private:
    http::Response answer(const Later<http::Response> &future);
    http::Request request(const json &body, const http::Headers &more = {}) const;
    http::Response post(const http::Request &request) { return answer(m_handler->post(request)); }
    http::Response get(const QString &id, const QByteArray &key);
    void addSource(const SourceKey &key, const QUuid &id);
    void open(int queueLimit);
    static json lead(const json &changes = json::object());

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ScriptedTransport> m_store;
    supabase::KeyCredentials m_credentials{"key"};
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<metrics::Registry> m_registry;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SourceKeys> m_keys;
    std::unique_ptr<LeadHandler> m_handler;
    const SourceKey m_key = SourceKey::create();
    const QUuid m_source = QUuid::createUuid();
};

void TestLeadHandler::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ScriptedTransport>();
    m_rest =
        std::make_unique<supabase::RestClient>(*m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
    addSource(m_key, m_source);
    open(1000);
    QTRY_VERIFY(m_keys->known(m_key.text()));
}

void TestLeadHandler::open(int queueLimit)
{
    m_handler.reset();
    m_journal.reset();
    auto journal = Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite")), queueLimit});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    m_keys = std::make_unique<SourceKeys>(*m_rest, SourceKeys::Pace{1h, 50ms});
    m_registry = std::make_unique<metrics::Registry>();
    LeadHandler::Options options;
    options.use = {1ms, 1h};
    m_handler = std::make_unique<LeadHandler>(*m_journal, *m_keys, *m_rest, *m_registry, options);
}

void TestLeadHandler::cleanup()
{
    m_handler.reset();
    m_keys.reset();
    m_journal.reset();
    m_rest.reset();
    m_store.reset();
    m_dir.reset();
}

void TestLeadHandler::addSource(const SourceKey &key, const QUuid &id)
{
    m_store->sources.push_back({{"id", id.toString(QUuid::WithoutBraces).toStdString()},
                                {"name", "a source"},
                                {"key_hash", key.hash().toStdString()}});
}

http::Response TestLeadHandler::answer(const Later<http::Response> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }))
        return {};
    return future.result();
}

json TestLeadHandler::lead(const json &changes)
{
    json lead{{"first_name", "Maria"},
              {"last_name", "Garcia"},
              {"email", "maria@home.example"},
              {"phone_number", "5125550143"},
              {"service_needed", "Drain Cleaning"},
              {"urgency", "day"}};
    lead.update(changes);
    return lead;
}

http::Request TestLeadHandler::request(const json &body, const http::Headers &more) const
{
    http::Request request{"POST", "/api/v1/leads"};
    request.headers = http::Headers{{"Content-Type", "application/json; charset=utf-8"}} + more;
    if (request.header("X-Api-Key").isNull() && request.header("Authorization").isNull())
        request.headers.emplaceBack("X-Api-Key", m_key.text());
    request.body = QByteArray::fromStdString(body.dump());
    return request;
}

http::Response TestLeadHandler::get(const QString &id, const QByteArray &key)
{
    http::PathParameters parameters;
    parameters.add("id", id.toLatin1());
    return answer(m_handler->get({"GET", "/api/v1/leads/" + id.toLatin1(), {}, {{"X-Api-Key", key}}}, parameters));
}

void TestLeadHandler::takesEitherKeyHeader()
{
    QCOMPARE(post(request(lead(), {{"X-Api-Key", m_key.text()}})).status, 201);
    QCOMPARE(post(request(lead(), {{"Authorization", "Bearer " + m_key.text()}})).status, 201);
    QCOMPARE(post(request(lead(), {{"authorization", "bearer " + m_key.text()}})).status, 201);
    QCOMPARE(post(request(lead(), {{"Authorization", "Basic " + m_key.text()}})).status, 401);
    QCOMPARE(post(request(lead(), {{"X-Api-Key", ""}})).status, 401);
}

void TestLeadHandler::looksUpAnUnknownKey()
{
    const SourceKey late = SourceKey::create();
    QCOMPARE(post(request(lead(), {{"X-Api-Key", late.text()}})).status, 401);
    addSource(late, QUuid::createUuid());
    QCOMPARE(post(request(lead(), {{"X-Api-Key", late.text()}})).status, 201);
}

void TestLeadHandler::refusesARevokedKey()
{
    m_store->sources = json::array();
    QCOMPARE(post(request(lead(), {{"X-Api-Key", "pl_unknown"}})).status, 401); // makes it read the list
    QCOMPARE(post(request(lead())).status, 401);
}

void TestLeadHandler::saysWhenKeysCannotBeChecked()
{
    m_store->script = [](const supabase::HttpRequest &) { return ScriptedTransport::unreachable(); };
    const auto response = post(request(lead(), {{"X-Api-Key", "pl_unknown"}}));
    QCOMPARE(response.status, 503);
    QVERIFY(!response.header("Retry-After").isNull());
}

void TestLeadHandler::knowsItsKeysWhileTheStoreIsAway()
{
    m_store->script = [](const supabase::HttpRequest &) { return ScriptedTransport::unreachable(); };
    QCOMPARE(post(request(lead(), {{"X-Api-Key", "pl_unknown"}})).status, 503);
    QCOMPARE(post(request(lead())).status, 201);
}

void TestLeadHandler::limitsLookups()
{
    const auto before = m_store->requests.size();
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 100; ++i) {
        auto guess = request(lead(), {{"X-Api-Key", "pl_guess" + QByteArray::number(i)}});
        guess.peer = QHostAddress(quint32(0x0a000000 + i));
        answers.append(m_handler->post(guess));
    }
    for (const auto &future : answers)
        QCOMPARE(answer(future).status, 401);
    QCOMPARE(m_store->requests.size(), before + 3); // rules, secrets, and sources
}

void TestLeadHandler::throttlesGuessers()
{
    const auto guess = [this](const QByteArray &key) {
        auto request = this->request(lead(), {{"X-Api-Key", key}});
        request.peer = QHostAddress(QStringLiteral("203.0.113.7"));
        return post(request);
    };
    QList<int> statuses;
    const int burst = shared::RateLimiter::Pace().burst;
    for (int i = 0; i < burst; ++i)
        statuses.append(guess("pl_guess").status);
    QCOMPARE(statuses, QList<int>(burst, 401));
    const auto slowed = guess("pl_guess");
    QCOMPARE(slowed.status, 429);
    QVERIFY(slowed.header("Retry-After").toInt() > 0);
    // A good key in the same house works all the same.
    QCOMPARE(guess(m_key.text()).status, 201);
    QVERIFY(m_registry->text().contains("key_guesses_total{answer=\"refused\"} 10\n"));
    QVERIFY(m_registry->text().contains("key_guesses_total{answer=\"slowed\"} 1\n"));
}

/// A key that is new to this server costs nothing of what guesses have.
void TestLeadHandler::newKeysDoNotCountAsGuesses()
{
    for (int i = 0; i < 2 * shared::RateLimiter::Pace().burst; ++i) {
        const SourceKey late = SourceKey::create();
        addSource(late, QUuid::createUuid());
        QCOMPARE(post(request(lead(), {{"X-Api-Key", late.text()}})).status, 201);
    }
}

/// Nor does it when the source begins on many connections at once.
void TestLeadHandler::aBurstWithANewKeyIsNoGuessing()
{
    const SourceKey late = SourceKey::create();
    addSource(late, QUuid::createUuid());
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 2 * shared::RateLimiter::Pace().burst; ++i)
        answers.append(m_handler->post(request(lead(), {{"X-Api-Key", late.text()}})));
    for (const auto &future : std::as_const(answers))
        QCOMPARE(answer(future).status, 201);
    // The same with a wrong key: one guess.
    answers.clear();
    for (int i = 0; i < 2 * shared::RateLimiter::Pace().burst; ++i)
        answers.append(m_handler->post(request(lead(), {{"X-Api-Key", "pl_wrong"}})));
    for (const auto &future : std::as_const(answers))
        QCOMPARE(answer(future).status, 401);
    QCOMPARE(post(request(lead(), {{"X-Api-Key", "pl_another"}})).status, 401);
}

void TestLeadHandler::keepsSourcesWithinTheirLimits()
{
    m_store->settings[SourceRules::keyOf(m_source).toStdString()] = {{"per_minute", 3}};
    m_store->sources[0]["daily_cap"] = 4;
    (void)post(request(lead(), {{"X-Api-Key", "pl_unknown"}})); // makes it read the list
    const auto two = post(request(json::array({lead(), lead()})));
    QCOMPARE(two.status, 201);
    QCOMPARE(two.header("RateLimit-Policy"), QByteArray("\"minute\";q=3;w=60, \"day\";q=4;w=86400"));
    QVERIFY(two.header("RateLimit").startsWith("\"minute\";r=1;t="));
    const auto tooMany = post(request(json::array({lead(), lead()})));
    QCOMPARE(tooMany.status, 429);
    QVERIFY(tooMany.header("Retry-After").toInt() > 0);
    QVERIFY(!tooMany.header("RateLimit").isNull());
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 2);
    QCOMPARE(post(request(lead())).status, 201);
    QVERIFY(m_registry->text().contains("refused_total{source=\"a source\",reason=\"rate_limited\"} 1\n"));
}

/// What another server took today counts, too.
void TestLeadHandler::countsTheStoresLeads()
{
    m_store->sources[0]["daily_cap"] = 10;
    m_store->stored = 10;
    (void)post(request(lead(), {{"X-Api-Key", "pl_unknown"}}));
    QTRY_COMPARE(post(request(lead())).status, 429);
    QVERIFY(m_registry->text().contains("reason=\"daily_cap\"}"));
}

void TestLeadHandler::recordsWhenAKeyWasUsed()
{
    const auto key = SourceUse::keyOf(m_source).toStdString();
    QVERIFY(!m_store->settings.contains(key));
    QCOMPARE(post(request(lead())).status, 201);
    QTRY_VERIFY(m_store->settings.contains(key));
    const auto at = Timestamp::parse(QString::fromStdString(m_store->settings[key]["at"].get<std::string>()));
    QVERIFY(at && at->secondsTo(Timestamp::now()) < 60);
}

void TestLeadHandler::countsOutcomes()
{
    const http::Headers key{{"Idempotency-Key", "k"}};
    QCOMPARE(post(request(lead(), key)).status, 201);
    QCOMPARE(post(request(lead(), key)).status, 200);
    QCOMPARE(post(request(lead({{"email", "no"}}))).status, 422);
    QCOMPARE(post(request(json("text"))).status, 400);
    QCOMPARE(post(request(json::array({lead(), lead({{"urgency", "never"}})}))).status, 207);
    const QByteArray text = m_registry->text();
    const QByteArray source = "{source=\"a source\",";
    QVERIFY(text.contains("leads_total" + source + "outcome=\"received\"} 2\n"));
    QVERIFY(text.contains("leads_total" + source + "outcome=\"repeated\"} 1\n"));
    QVERIFY(text.contains("refused_total" + source + "reason=\"invalid_field\"} 2\n"));
    QVERIFY(text.contains("refused_total" + source + "reason=\"malformed\"} 1\n"));
    QVERIFY(text.contains("intake_seconds_count{source=\"a source\"} 4\n"));
}

void TestLeadHandler::answers503WhenTheJournalIsFull()
{
    open(0);
    QTRY_VERIFY(m_keys->known(m_key.text()));
    const auto response = post(request(lead()));
    QCOMPARE(response.status, 503);
    QVERIFY(!response.header("Retry-After").isNull());
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 0);
}

void TestLeadHandler::answers409WhileTheKeyIsInFlight()
{
    const http::Request keyed = request(lead(), {{"Idempotency-Key", "k"}});
    // Whoever comes while the first is written is told so; whoever comes later gets the first's id.
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 50; ++i)
        answers.append(m_handler->post(keyed));
    int made = 0;
    for (const auto &future : answers) {
        const int status = answer(future).status;
        QVERIFY2(status == 201 || status == 200 || status == 409, qPrintable(QString::number(status)));
        made += status == 201;
    }
    QCOMPARE(made, 1);
    QCOMPARE(post(keyed).status, 200);
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 1);
}

void TestLeadHandler::givesEachRowOfAnArrayAKey()
{
    const http::Request keyed = request(json::array({lead(), lead()}), {{"Idempotency-Key", "k"}});
    const auto first = post(keyed);
    QCOMPARE(first.status, 201);
    const auto again = post(keyed);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.header("Idempotent-Replayed"), QByteArray("true"));
    const json one = json::parse(first.body.toStdString());
    const json two = json::parse(again.body.toStdString());
    QVERIFY(one[0]["id"] == two[0]["id"] && one[1]["id"] == two[1]["id"] && one[0]["id"] != one[1]["id"]);
}

void TestLeadHandler::refusesAKeyWithAnotherBody_data()
{
    json invalid = lead();
    invalid.erase("email");
    QTest::addColumn<std::string>("first");
    QTest::addColumn<std::string>("second");
    const auto add = [](const char *name, const json &first, const json &second) {
        QTest::newRow(name) << first.dump() << second.dump();
    };
    add("another lead", lead(), lead({{"first_name", "Mario"}}));
    add("a shorter array", json::array({lead(), lead()}), json::array({lead()}));
    add("a longer array", json::array({lead()}), json::array({lead(), lead()}));
    add("an array after a lead", lead(), json::array({lead({{"first_name", "Mario"}})}));
    add("a lead after an array", json::array({lead()}), lead());
    add("the first was refused in part", json::array({invalid, lead()}), json::array({lead()}));
    add("the second is refused in part", json::array({lead()}), json::array({invalid, lead()}));
}

/// Nothing of the second is taken.
void TestLeadHandler::refusesAKeyWithAnotherBody()
{
    QFETCH(std::string, first);
    QFETCH(std::string, second);
    const http::Headers key{{"Idempotency-Key", "k"}};
    QVERIFY(post(request(json::parse(first), key)).status < 300);
    const auto before = *m_journal->count(EntryState::Waiting).result();
    const auto refused = post(request(json::parse(second), key));
    QCOMPARE(refused.status, 422);
    QVERIFY(json::parse(refused.body.toStdString())["errors"][0]["code"] == "reused");
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), before);
}

void TestLeadHandler::showsALeadOnItsWay()
{
    const json made = json::parse(post(request(lead())).body.toStdString());
    const auto told = get(QString::fromStdString(made["id"].get<std::string>()), m_key.text());
    QCOMPARE(told.status, 200);
    const json body = json::parse(told.body.toStdString());
    QVERIFY(body["status"] == "received");
    QVERIFY(body["created_at"].is_string());
}

void TestLeadHandler::showsALeadInTheStore()
{
    const json made = json::parse(post(request(lead())).body.toStdString());
    const std::string id = made["id"].get<std::string>();
    QVERIFY(
        m_journal->markForwarded({m_journal->waiting(1).result()->first().sequence}, Timestamp::now()).result().ok());
    m_store->leads[id] = {{"id", id},
                          {"status", "completed"},
                          {"created_at", "2026-11-20T12:00:00+00:00"},
                          {"closed_reason", "done"},
                          {"duplicate_of", nullptr}};
    const auto told = get(QString::fromStdString(id), m_key.text());
    QCOMPARE(told.status, 200);
    QVERIFY(json::parse(told.body.toStdString())["status"] == "completed");
    const QByteArray ownOnly = "source_id=eq." + m_source.toByteArray(QUuid::WithoutBraces);
    QVERIFY(std::any_of(m_store->requests.cbegin(), m_store->requests.cend(), [&](const supabase::HttpRequest &asked) {
        return asked.target.contains(id) && asked.target.contains(ownOnly);
    }));
    m_store->script = [](const supabase::HttpRequest &) { return ScriptedTransport::unreachable(); };
    QCOMPARE(get(QString::fromStdString(id), m_key.text()).status, 503);
    m_store->script = [](const supabase::HttpRequest &) { return ScriptedTransport::json(200, {"a lie"}); };
    QCOMPARE(get(QString::fromStdString(id), m_key.text()).status, 502);
}

void TestLeadHandler::hidesOtherSourcesLeads()
{
    const SourceKey other = SourceKey::create();
    addSource(other, QUuid::createUuid());
    const json made = json::parse(post(request(lead())).body.toStdString());
    QCOMPARE(get(QString::fromStdString(made["id"].get<std::string>()), other.text()).status, 404);
    QCOMPARE(get(QUuid::createUuid().toString(QUuid::WithoutBraces), m_key.text()).status, 404);
    QCOMPARE(get(QStringLiteral("7"), m_key.text()).status, 404);
}

void TestLeadHandler::parsesForms_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<std::string>("expected"); // empty: refused
    QTest::newRow("plain") << QByteArray("a=1&b=2") << std::string(R"({"a":"1","b":"2"})");
    QTest::newRow("escapes") << QByteArray("a=x+y%2B%26%3D") << std::string(R"({"a":"x y+&="})");
    QTest::newRow("UTF-8") << QByteArray("a=Zo%C3%AB") << std::string("{\"a\":\"Zo\xc3\xab\"}");
    QTest::newRow("empty field") << QByteArray("a=&b=2&c") << std::string(R"({"b":"2"})");
    QTest::newRow("nothing") << QByteArray() << std::string("{}");
    QTest::newRow("second equals sign") << QByteArray("a=b=c") << std::string(R"({"a":"b=c"})");
    QTest::newRow("twice") << QByteArray("a=1&a=2") << std::string();
    QTest::newRow("Latin 1") << QByteArray("a=%EB") << std::string();
    QTest::newRow("surrogate") << QByteArray("a=%ED%A0%80") << std::string();
}

void TestLeadHandler::parsesForms()
{
    QFETCH(QByteArray, form);
    QFETCH(std::string, expected);
    http::Request posted = request({});
    posted.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Api-Key", m_key.text()}};
    posted.body = form;
    const auto leads = readLeads(posted);
    if (expected.empty()) {
        QVERIFY(!leads.ok());
        QCOMPARE(leads.error().code, ErrorCode::InvalidInput);
        return;
    }
    QVERIFY(leads.ok());
    QCOMPARE(leads->leads.first().ok(), NewLead::fromJson(json::parse(expected)).ok());
    QVERIFY(leads->leads.first().error() == NewLead::fromJson(json::parse(expected)).error());
}

void TestLeadHandler::makesKeys()
{
    const SourceKey key = SourceKey::create();
    QVERIFY(key.text().startsWith("pl_"));
    QCOMPARE(key.text().size(), 43);
    QCOMPARE(key.hash().size(), 64);
    QVERIFY(key.text().startsWith(key.prefix().toLatin1()));
    QVERIFY(key.prefix().size() <= 16);
    QVERIFY(SourceKey::create().text() != key.text());
    QCOMPARE(SourceKey("abc").hash(), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

QTEST_GUILESS_MAIN(TestLeadHandler)
#include "tst_leadhandler.moc"
