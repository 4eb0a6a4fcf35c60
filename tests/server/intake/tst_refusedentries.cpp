#include "models/domain/sourcekey.h"
#include "models/sqlite/sqlitedb.h"
#include "server/intake/hookentry.h"
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

/// What the strict API and forms refuse is kept for people to sort; the sender hears what it always heard.
class TestRefusedEntries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void keepsWhatItRefuses_data();
    void keepsWhatItRefuses();
    void keepsRefusedRowsAlone();
    void keepsEachRowOfAnArrayThatIsRefusedWhole();
    void keepsALeadWithAUsedKey();
    void keepsARefusedForm();
    void keepsNothingElse();
    void answersOnceItIsOnDisk();
    void answersAlthoughTheJournalRefuses();
    void keepsARepeatOnce();
    void keepsSoMuchOfAFlood();

private:
    void open(int queueLimit);
    http::Response answer(const Later<http::Response> &later) const;
    http::Request request(const QByteArray &body, const http::Headers &more = {}) const;
    http::Response post(const QByteArray &body, const http::Headers &more = {});
    http::Response postForm(const QByteArray &body, const QByteArray &origin = "https://pipes.example");
    QList<HookEntry> kept() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ScriptedTransport> m_store;
    supabase::KeyCredentials m_credentials{"key"};
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<metrics::Registry> m_registry;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SourceKeys> m_keys;
    std::unique_ptr<LeadHandler> m_handler;
    std::unique_ptr<http::Router> m_router;
    Timestamp m_now;
    const SourceKey m_key = SourceKey::create();
    const SourceKey m_formKey = SourceKey::create(SourceKey::Kind::Form);
    const QUuid m_program = QUuid::createUuid();
    const QUuid m_form = QUuid::createUuid();
};

namespace {

const QByteArray kFormType = "application/x-www-form-urlencoded";

json strictLead(const json &changes = json::object())
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

QByteArray bodyText(const json &body)
{
    return QByteArray::fromStdString(body.dump());
}

} // namespace

void TestRefusedEntries::init()
{
    m_router.reset();
    m_handler.reset();
    m_keys.reset();
    m_journal.reset();
    m_rest.reset();
    m_now = Timestamp::now();
    m_dir = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ScriptedTransport>();
    m_rest =
        std::make_unique<supabase::RestClient>(*m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
    const auto row = [](const SourceKey &key, const QUuid &id, const char *kind) {
        return json{{"id", toJson(id)}, {"name", kind}, {"kind", kind}, {"key_hash", key.hash().toStdString()}};
    };
    m_store->sources = json::array({row(m_key, m_program, "program"), row(m_formKey, m_form, "form")});
    m_store->settings[SourceRules::keyOf(m_form).toStdString()] = {{"origins", {"https://pipes.example"}}};
    open(1000);
}

void TestRefusedEntries::open(int queueLimit)
{
    m_router = std::make_unique<http::Router>();
    m_handler.reset();
    m_journal.reset();
    auto journal = Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite")), queueLimit});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    m_keys = std::make_unique<SourceKeys>(*m_rest, SourceKeys::Pace{1h, 20ms});
    m_registry = std::make_unique<metrics::Registry>();
    m_handler = std::make_unique<LeadHandler>(*m_journal, *m_keys, *m_rest, *m_registry,
                                              LeadHandler::Options{.now = [this] { return m_now; }});
    m_handler->addRoutes(*m_router);
    QTRY_VERIFY(m_keys->hasList());
}

http::Response TestRefusedEntries::answer(const Later<http::Response> &later) const
{
    if (!QTest::qWaitFor([&] { return later.isFinished(); }))
        return {0, {}, {}};
    return later.result();
}

http::Request TestRefusedEntries::request(const QByteArray &body, const http::Headers &more) const
{
    http::Request request{"POST", "/api/v1/leads", {}, more, body};
    request.headers.emplaceBack("X-Api-Key", m_key.text());
    if (request.header("Content-Type").isNull())
        request.headers.emplaceBack("Content-Type", "application/json");
    return request;
}

http::Response TestRefusedEntries::post(const QByteArray &body, const http::Headers &more)
{
    return answer(m_router->handle(request(body, more)));
}

http::Response TestRefusedEntries::postForm(const QByteArray &body, const QByteArray &origin)
{
    return answer(m_router->handle(
        {"POST", "/api/v1/forms/" + m_formKey.text(), {}, {{"Content-Type", kFormType}, {"Origin", origin}}, body}));
}

QList<HookEntry> TestRefusedEntries::kept() const
{
    QList<HookEntry> entries;
    const auto waiting = m_journal->waiting(1000, HookEntry::kKind).result();
    for (const Entry &entry : *waiting)
        entries += HookEntry::of(entry).valueOr(HookEntry{});
    return entries;
}

void TestRefusedEntries::keepsWhatItRefuses_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<IntakeCause>("cause");
    QTest::addColumn<QString>("reason"); // begins with
    const QByteArray jsonType = "application/json";
    QTest::newRow("a wrong field") << jsonType << bodyText(strictLead({{"zip_code", "7"}})) << 422
                                   << IntakeCause::Refused << QStringLiteral("zip_code must be ");
    QTest::newRow("no lead") << jsonType << QByteArray("\"text\"") << 400 << IntakeCause::Broken
                             << QStringLiteral("The body must be a JSON object");
    QTest::newRow("cut off") << jsonType << QByteArray("{\"first_name\":\"Ro") << 400 << IntakeCause::Broken
                             << QStringLiteral("The body");
    QTest::newRow("an empty array") << jsonType << QByteArray("[]") << 400 << IntakeCause::Refused
                                    << QStringLiteral("An array must contain 1 to 1000 leads.");
    QTest::newRow("an unknown type") << QByteArray("application/xml") << QByteArray("<lead/>") << 415
                                     << IntakeCause::Refused << QStringLiteral("Send application/json");
}

void TestRefusedEntries::keepsWhatItRefuses()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(IntakeCause, cause);
    QFETCH(QString, reason);
    QCOMPARE(post(body, {{"Content-Type", type}}).status, status);
    const auto entries = kept();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.first().sourceId, m_program);
    QCOMPARE(entries.first().contentType, type);
    QCOMPARE(entries.first().body, body);
    QCOMPARE(entries.first().cause, std::optional(cause));
    QVERIFY2(entries.first().reason.startsWith(reason), qPrintable(entries.first().reason));
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 0);
}

void TestRefusedEntries::keepsRefusedRowsAlone()
{
    const json bad = strictLead({{"urgency", "never"}});
    const json worse = strictLead({{"email", "no"}, {"zip_code", "7"}});
    QCOMPARE(post(bodyText(json::array({strictLead(), bad, strictLead(), worse}))).status, 207);
    const auto entries = kept();
    QCOMPARE(entries.size(), 2);
    QVERIFY(json::parse(entries.at(0).body.toStdString()) == bad);
    QVERIFY(json::parse(entries.at(1).body.toStdString()) == worse);
    QVERIFY(entries.at(0).reason.startsWith(QStringLiteral("urgency ")));
    QVERIFY(entries.at(1).reason.contains(QStringLiteral("email ")));
    QVERIFY(entries.at(1).reason.contains(QStringLiteral(". zip_code ")));
    QCOMPARE(entries.at(1).contentType, QByteArray("application/json"));
    QCOMPARE(*m_journal->count(EntryState::Waiting).result(), 2);
}

void TestRefusedEntries::keepsEachRowOfAnArrayThatIsRefusedWhole()
{
    const json leads = json::array({strictLead(), strictLead({{"first_name", "Rosa"}})});
    QCOMPARE(post(bodyText(leads), {{"Idempotency-Key", "with a blank"}}).status, 422);
    const auto entries = kept();
    QCOMPARE(entries.size(), 2);
    QVERIFY(json::parse(entries.at(1).body.toStdString()) == leads[1]);
    QVERIFY(entries.at(0).reason.contains(QStringLiteral("Idempotency-Key")));
}

void TestRefusedEntries::keepsALeadWithAUsedKey()
{
    const http::Headers used{{"Idempotency-Key", "always"}};
    QCOMPARE(post(bodyText(strictLead()), used).status, 201);
    const QByteArray another = bodyText(strictLead({{"first_name", "Rosa"}}));
    QCOMPARE(post(another, used).status, 422);
    const auto entries = kept();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.first().body, another);
    QCOMPARE(entries.first().reason, QStringLiteral("This Idempotency-Key was already used with a different body."));
}

void TestRefusedEntries::keepsARefusedForm()
{
    const QByteArray body = "first_name=Zo%C3%AB&email=no";
    QCOMPARE(postForm(body).status, 422);
    const auto entries = kept();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.first().sourceId, m_form);
    QCOMPARE(entries.first().contentType, kFormType);
    QCOMPARE(entries.first().body, body);
    QCOMPARE(entries.first().cause, std::optional(IntakeCause::Refused));
}

void TestRefusedEntries::keepsNothingElse()
{
    QCOMPARE(post(bodyText(strictLead())).status, 201);
    QCOMPARE(postForm("first_name=Bot&email=no&_gotcha=x").status, 201);
    QCOMPARE(postForm("first_name=Zoe&email=no", "https://evil.example").status, 403);
    QCOMPARE(post("{\"description\":\"" + QByteArray(kLeadBytes, 'x') + "\"}").status, 413);
    http::Request unknown = request("{}");
    unknown.headers = {{"X-Api-Key", "pl_unknown"}, {"Content-Type", "application/json"}};
    QCOMPARE(answer(m_router->handle(unknown)).status, 401);
    m_store->settings[SourceRules::keyOf(m_program).toStdString()] = {{"per_minute", 1}};
    open(1000);
    QCOMPARE(post(bodyText(strictLead())).status, 201);
    QCOMPARE(post(bodyText(strictLead({{"email", "no"}}))).status, 429);
    QCOMPARE(post("<lead/>", {{"Content-Type", "application/xml"}}).status, 429);
    QVERIFY(kept().isEmpty());
}

/// Another program holds the journal's file, so nothing can be written.
void TestRefusedEntries::answersOnceItIsOnDisk()
{
    auto db =
        sqlite::SqliteDb::open(m_dir->filePath(QStringLiteral("journal.sqlite")), sqlite::SqliteDb::Mode::Existing);
    QVERIFY(db.ok() && db->run("begin immediate").ok());
    const auto later = m_router->handle(request(bodyText(strictLead({{"email", "no"}}))));
    QVERIFY(!later.isFinished());
    QVERIFY(db->run("commit").ok());
    QCOMPARE(answer(later).status, 422);
    QCOMPARE(kept().size(), 1);
}

void TestRefusedEntries::answersAlthoughTheJournalRefuses()
{
    const auto usual = post(bodyText(strictLead({{"email", "no"}})));
    open(0);
    const auto refused = post(bodyText(strictLead({{"email", "no"}})));
    QCOMPARE(refused.status, 422);
    QCOMPARE(refused.body, usual.body);
    QCOMPARE(post(bodyText(json::array({strictLead({{"email", "no"}}), strictLead({{"email", "not"}})}))).status, 422);
}

void TestRefusedEntries::keepsARepeatOnce()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(post(bodyText(strictLead({{"email", "no"}}))).status, 422);
    QCOMPARE(kept().size(), 1);
}

/// A form's key is public. Its visitors hear what they always heard, and leads are taken as ever.
void TestRefusedEntries::keepsSoMuchOfAFlood()
{
    constexpr int kMore = 20;
    const auto most = RefusalBound::mostOf(Source::Kind::Form);
    m_now = Timestamp::parse(u"2026-11-23T10:00:00Z").value();
    const auto refused = [this](int number) {
        return postForm("first_name=Bot&email=no&description=" + QByteArray::number(number)).status;
    };
    for (int i = 0; i < most.inMinute + kMore; ++i)
        QCOMPARE(refused(i), 422);
    const auto entries = kept();
    QCOMPARE(entries.size(), most.inMinute + 1);
    QVERIFY2(entries.last().reason.startsWith(QStringLiteral("More from this source was refused than is kept")),
             qPrintable(entries.last().reason));
    QVERIFY(m_registry->text().contains("refused_not_kept_total{source=\"form\"} " + QByteArray::number(kMore) + '\n'));
    QCOMPARE(postForm("first_name=Zoe&last_name=Garcia&phone_number=5125550143&email=zoe%40home.example"
                      "&service_needed=Drain+Cleaning&urgency=day")
                 .status,
             201);
    QCOMPARE(post(bodyText(strictLead({{"email", "no"}}))).status, 422);
    QCOMPARE(kept().size(), most.inMinute + 2); // another source's
    m_now = m_now.addSeconds(60);
    QCOMPARE(refused(1000), 422);
    QCOMPARE(kept().size(), most.inMinute + 3);
}

QTEST_GUILESS_MAIN(TestRefusedEntries)
#include "tst_refusedentries.moc"
