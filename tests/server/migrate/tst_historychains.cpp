#include "models/domain/historycheck.h"
#include "server/embedded/store/database.h"
#include "server/migrate/migrator.h"
#include "tests/server/migrate/twooffices.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;

/// Histories that show when somebody altered them, on a real PostgreSQL and in the embedded database, by one check.
class TestHistoryChains : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theSameIsToldAndHolds();
    void twoWhoWriteAtOnceMakeOneChain();
    void whatWasThereBeforeIsSealed();
    void anOfficeOfTheVersionBeforeIsSealed();
    void anAlteredLineShows_data();
    void anAlteredLineShows();
    void anErasedLineHolds();
    void nobodyRewritesHistory();

private:
    void makeHistory();
    /// The faults, a word a line.
    static QString faults(const QList<HistoryLine> &lines);
    void alter(const QString &statement);

    TwoOffices m_offices;
};

namespace {

const QString kLead = QStringLiteral("20000000-0000-4000-8000-000000000077");
const QString kAnn = QStringLiteral("10000000-0000-4000-8000-000000000001");
const QString kStaff = QStringLiteral("staff");
const QString kService = QStringLiteral("service");
const QString kLeads = QStringLiteral("leads");
const QString kId = QStringLiteral("id");
const QString kHolds = QStringLiteral("none none none none none");

json note(const char *text)
{
    return {{"lead_id", kLead.toStdString()}, {"kind", "note"}, {"actor", "sam@office.test"}, {"note", text}};
}

} // namespace

void TestHistoryChains::initTestCase()
{
    QVERIFY2(m_offices.start(), m_offices.log());
}

void TestHistoryChains::init()
{
    QVERIFY(m_offices.reload());
    makeHistory();
}

/// Received, assigned with numbers in its reasons, a note of more than ASCII, completed with a reason, a last note.
void TestHistoryChains::makeHistory()
{
    QCOMPARE(m_offices.insert(kService, kLeads,
                              {{"id", kLead.toStdString()},
                               {"first_name", "Rosa"},
                               {"last_name", "Example"},
                               {"email", "rosa@home.test"},
                               {"phone_number", "+15125550177"},
                               {"service_needed", "Drain Cleaning"},
                               {"urgency", "day"}}),
             QString());
    const json decision{{"rank", 2}, {"weights", {{"distance", 0.1}, {"load", 2.5}}}, {"eligible", json::array()}};
    QCOMPARE(m_offices.change(kStaff, kLeads, kId, kLead,
                              {{"assigned_plumber_id", kAnn.toStdString()}, {"decision", decision}}),
             QString());
    QCOMPARE(m_offices.insert(kStaff, QStringLiteral("lead_events"), note("Łukasz rang:\n\"call\" at 5 \u2013 6")),
             QString());
    QCOMPARE(m_offices.change(kStaff, kLeads, kId, kLead, {{"status", "completed"}, {"closed_reason", "done"}}),
             QString());
    QCOMPARE(m_offices.insert(kStaff, QStringLiteral("lead_events"), note("")), QString());
}

QString TestHistoryChains::faults(const QList<HistoryLine> &lines)
{
    HistoryCheck check;
    QStringList words;
    for (const HistoryLine &line : lines)
        words += QString(enumName(check.add(line)));
    return words.join(u' ');
}

/// As somebody who has the databases' passwords.
void TestHistoryChains::alter(const QString &statement)
{
    QVERIFY2(m_offices.postgres().connection().run(statement).ok(), qPrintable(statement));
    auto file = embedded::Database::open(m_offices.embedded().supabase().databaseFile());
    QVERIFY(file.ok());
    (*file)->run(embedded::Sql{statement});
}

void TestHistoryChains::theSameIsToldAndHolds()
{
    const QList<HistoryLine> here = m_offices.historyInPostgres(kLead);
    const QList<HistoryLine> there = m_offices.historyInEmbedded(kLead);
    QCOMPARE(faults(here), kHolds);
    QCOMPARE(faults(there), kHolds);
    for (qsizetype i = 0; i < here.size(); ++i) {
        QCOMPARE(here[i].sequence, int(i) + 1);
        QCOMPARE(there[i].sequence, int(i) + 1);
        QCOMPARE(here[i].kind, there[i].kind);
        QCOMPARE(here[i].note, there[i].note);
        QCOMPARE(here[i].detail, there[i].detail);
        QCOMPARE(here[i].textHash.isEmpty(), there[i].textHash.isEmpty());
    }
    QVERIFY(here[1].detail && !here[1].textHash.isEmpty());
    QVERIFY(here[0].textHash.isEmpty() && !here[0].textSalt);
    QVERIFY(here[4].note == QString() && !here[4].textHash.isEmpty());
    QVERIFY(here[2].textSalt != there[2].textSalt);
}

/// The second waits for the first to commit, and comes behind it.
void TestHistoryChains::twoWhoWriteAtOnceMakeOneChain()
{
    auto other = m_offices.postgres().connect();
    QVERIFY(other.ok());
    const QString insert = QStringLiteral("insert into lead_events (lead_id, kind, actor, note) values"
                                          " ('%1', 'note', 'sam@office.test', '%2')");
    auto &first = m_offices.postgres().connection();
    QVERIFY(first.run(QStringLiteral("begin")).ok());
    QVERIFY(first.run(insert.arg(kLead, QStringLiteral("first"))).ok());
    QVERIFY((*other)->run(QStringLiteral("set lock_timeout = '200ms'")).ok());
    QVERIFY(!(*other)->run(insert.arg(kLead, QStringLiteral("too early"))).ok());
    QVERIFY(first.run(QStringLiteral("commit")).ok());
    QVERIFY((*other)->run(insert.arg(kLead, QStringLiteral("second"))).ok());
    const QList<HistoryLine> lines = m_offices.historyInPostgres(kLead);
    QCOMPARE(faults(lines), kHolds + QStringLiteral(" none none"));
    QCOMPARE(lines.last().note, std::optional(QStringLiteral("second")));
}

/// The fixture's lines come in with triggers off, as the rows of a restored backup do: those have hashes, and keep
/// them.
void TestHistoryChains::whatWasThereBeforeIsSealed()
{
    const QString copied = QStringLiteral("create temp table kept as select * from lead_events where lead_id = '%1'");
    auto &database = m_offices.postgres().connection();
    QVERIFY(database.run(copied.arg(kLead)).ok());
    QVERIFY(database.run(QStringLiteral("delete from lead_events where lead_id = '%1'").arg(kLead)).ok());
    QVERIFY(database.run(QStringLiteral("insert into lead_events overriding system value select * from kept")).ok());
    QVERIFY(database.run(QStringLiteral("drop table kept")).ok());
    QCOMPARE(faults(m_offices.historyInPostgres(kLead)), kHolds);
    QCOMPARE(faults(m_offices.historyInPostgres(QStringLiteral("20000000-0000-4000-8000-000000000006"))),
             QStringLiteral("not_sealed"));
}

/// With what it had set for the bodies that sources sent.
void TestHistoryChains::anOfficeOfTheVersionBeforeIsSealed()
{
    PostgresCluster &cluster = m_offices.postgres().cluster();
    const QString name = QStringLiteral("before");
    QVERIFY2(cluster.createDatabase(name), cluster.log());
    const auto database = migrate::PostgresConnection::open(cluster.address(name));
    const auto all = migrate::ownMigrations();
    QVERIFY(database.ok() && all.ok());
    QList<migrate::Migration> before = *all;
    before.removeIf([](const migrate::Migration &m) { return m.version >= u"20261202080000"; });
    QVERIFY(migrate::Migrator(**database, before).apply().ok());
    QVERIFY2(cluster.runFile(name, QStringLiteral(PL_TEST_DATA "/contract/fixture.sql")), cluster.log());
    for (const char *statement :
         {"insert into settings (key, value) values ('intake_keep_days', '7')",
          "insert into lead_events (lead_id, kind, actor, note, detail, at) select id, 'note', 'sam@office.test',"
          " 'note ' || n, case when n > 1 then '{\"b\": 0.10, \"a\": [1]}'::jsonb end, now()"
          " from leads, generate_series(1, 3) n"})
        QVERIFY2((*database)->run(QLatin1StringView(statement)).ok(), statement);
    const auto applied = migrate::Migrator(**database, *all).apply();
    QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().message));
    const QList<HistoryLine> lines = TwoOffices::histories(**database);
    QVERIFY(lines.size() > 15);
    const QString words = faults(lines);
    QVERIFY2(words.split(u' ').count(QStringLiteral("none")) == lines.size(), qPrintable(words));
    QCOMPARE(textOf(**database, QStringLiteral("select value ->> 'bodies', value ->> 'journal' from settings"
                                               " where key = 'keeping_times'")),
             QStringLiteral("7|30"));
}

void TestHistoryChains::anAlteredLineShows_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *change, const char *line, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(change) + QStringLiteral(" where lead_id = '") + kLead +
                                   QStringLiteral("' and sequence = ") + QLatin1StringView(line)
                            << QString::fromLatin1(expected);
    };
    row("another person", "update lead_events set actor = 'ada@office.test'", "2", "none line_altered none none none");
    row("another kind", "update lead_events set kind = 'accepted'", "4", "none none none line_altered none");
    row("another plumber", "update lead_events set plumber_id = '10000000-0000-4000-8000-000000000002'", "2",
        "none line_altered none none none");
    row("other words", "update lead_events set note = 'No call'", "3", "none none text_altered none none");
    row("other reasons", "update lead_events set detail = '{}'", "2", "none text_altered none none none");
    row("words where none were", "update lead_events set note = 'x'", "1", "text_altered none none none none");
    row("another hash", "update lead_events set hash = repeat('0', 64)", "1",
        "line_altered order_broken none none none");
    row("a line that is gone", "delete from lead_events", "3", "none none line_missing none");
    row("a new beginning", "delete from lead_events", "1", "line_missing none none none");
}

void TestHistoryChains::anAlteredLineShows()
{
    QFETCH(QString, statement);
    QFETCH(QString, expected);
    // SQLite has no repeat().
    statement.replace(QStringLiteral("repeat('0', 64)"), u'\'' + QString(64, u'0') + u'\'');
    alter(statement);
    QCOMPARE(faults(m_offices.historyInPostgres(kLead)), expected);
    QCOMPARE(faults(m_offices.historyInEmbedded(kLead)), expected);
}

void TestHistoryChains::anErasedLineHolds()
{
    QCOMPARE(m_offices.change(kService, kLeads, kId, kLead, {{"erased_at", "2026-11-30T12:00:00Z"}}), QString());
    for (const QList<HistoryLine> &lines : {m_offices.historyInPostgres(kLead), m_offices.historyInEmbedded(kLead)}) {
        QCOMPARE(faults(lines), kHolds + QStringLiteral(" none"));
        QVERIFY(lines[1].isErased() && lines[2].isErased() && !lines[2].textSalt);
        QVERIFY(!lines[3].isErased() && lines[3].note == QStringLiteral("done"));
        QCOMPARE(lines[5].kind, QStringLiteral("erased"));
    }
}

void TestHistoryChains::nobodyRewritesHistory()
{
    const QString lines = QStringLiteral("lead_events");
    for (const json &change : {json{{"note", "x"}}, json{{"actor", "x"}}, json{{"hash", nullptr}},
                               json{{"sequence", 9}}, json{{"detail", json::object()}}})
        QCOMPARE(m_offices.change(kService, lines, QStringLiteral("kind"), QStringLiteral("completed"), change,
                                  QStringLiteral("P0001")),
                 QString());
    for (const char *who : {"staff", "admin"})
        QCOMPARE(m_offices.change(QString::fromLatin1(who), lines, QStringLiteral("kind"), QStringLiteral("note"),
                                  {{"note", nullptr}}, QStringLiteral("42501")),
                 QString());
}

QTEST_GUILESS_MAIN(TestHistoryChains)
#include "tst_historychains.moc"
