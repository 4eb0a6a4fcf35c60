#include "models/domain/historycheck.h"
#include "models/domain/keepingtimes.h"
#include "tests/server/embedded/embeddedfixture.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace pl;
using namespace pl::test;

/// Many at once, through two handles on the same files, as two processes have them.
class TestEmbeddedWriters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_db.reload()); }
    void oneGuardedWriteWins();
    void noneOfManyInsertsIsLost();
    void readsContinueDuringAWrite();
    void pendingRequestsAreFinished();
    void aNewerFileIsRefused();
    void anOlderFileKeepsItsHistory();

private:
    EmbeddedFixture m_db;
};

namespace {

const QByteArray kRewritten = "20000000-0000-4000-8000-000000000001";

std::unique_ptr<embedded::EmbeddedSupabase> another(const EmbeddedFixture &fixture)
{
    auto opened = embedded::EmbeddedSupabase::open({fixture.dir(), kSecret});
    return opened ? std::move(opened).value() : nullptr;
}

} // namespace

void TestEmbeddedWriters::oneGuardedWriteWins()
{
    const auto other = another(m_db);
    QVERIFY(other != nullptr);
    const http::Request guarded = m_db.request(
        QStringLiteral("staff"), "PATCH", "/rest/v1/leads?select=id&version=eq.1&id=eq." + kRewritten,
        "{\"assigned_plumber_id\":\"10000000-0000-4000-8000-000000000001\"}", {{"Prefer", "return=representation"}});
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 20; ++i)
        answers += i % 2 == 0 ? m_db.supabase().handle(guarded) : other->handle(guarded);
    int winners = 0;
    for (Later<http::Response> &answer : answers) {
        QCOMPARE(answer.result().status, 200);
        winners += int(jsonOf(answer.result()).size());
    }
    QCOMPARE(winners, 1);
    QCOMPARE(m_db.read("/rest/v1/payments?lead_id=eq." + kRewritten).size(), size_t(1));
    QCOMPARE(m_db.read("/rest/v1/lead_events?lead_id=eq." + kRewritten).size(), size_t(1));
}

void TestEmbeddedWriters::noneOfManyInsertsIsLost()
{
    const auto other = another(m_db);
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 100; ++i) {
        const http::Request insert = m_db.request(QStringLiteral("service"), "POST", "/rest/v1/opt_outs",
                                                  "{\"phone_number\":\"" + QByteArray::number(i) + "\"}");
        answers += i % 2 == 0 ? m_db.supabase().handle(insert) : other->handle(insert);
    }
    for (Later<http::Response> &answer : answers)
        QCOMPARE(answer.result().status, 201);
    QCOMPARE(m_db.read("/rest/v1/opt_outs?select=count").at(0).at("count").get<int>(), 100);
}

/// Somebody holds the right to write all through this.
void TestEmbeddedWriters::readsContinueDuringAWrite()
{
    const QString name = QStringLiteral("somebody");
    {
        QSqlDatabase writer = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        writer.setDatabaseName(m_db.supabase().databaseFile());
        QVERIFY(writer.open());
        QSqlQuery begin(writer);
        QVERIFY(begin.exec(QStringLiteral("begin immediate")));
        const http::Request change = m_db.request(QStringLiteral("staff"), "PATCH",
                                                  "/rest/v1/leads?id=eq." + kRewritten, "{\"zip_code\":\"1\"}");
        Later<http::Response> waiting = m_db.supabase().handle(change);
        QCOMPARE(m_db.read("/rest/v1/leads").size(), size_t(6));
        QVERIFY(!waiting.isFinished());
        QVERIFY(begin.exec(QStringLiteral("rollback")));
        QCOMPARE(waiting.result().status, 204);
    }
    QSqlDatabase::removeDatabase(name);
}

void TestEmbeddedWriters::pendingRequestsAreFinished()
{
    auto other = another(m_db);
    QList<Later<http::Response>> answers;
    for (int i = 0; i < 10; ++i)
        answers += other->handle(m_db.request(QStringLiteral("service"), "GET", "/rest/v1/leads"));
    other.reset();
    for (const Later<http::Response> &answer : answers)
        QVERIFY(answer.now().has_value());
}

/// The history's table is made again by 0014; its lines and their numbers stay, and are sealed by 0019, which also
/// takes over how long bodies are kept.
void TestEmbeddedWriters::anOlderFileKeepsItsHistory()
{
    const QTemporaryDir dir;
    QString file;
    {
        auto opened = embedded::EmbeddedSupabase::open({dir.path(), kSecret});
        QVERIFY(opened.ok());
        file = (*opened)->databaseFile();
    }
    for (const char *end : {"", "-wal", "-shm"})
        QFile::remove(file + QLatin1StringView(end));
    const QString name = QStringLiteral("older");
    {
        QSqlDatabase older = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        older.setDatabaseName(file);
        QVERIFY(older.open());
        const QDir scripts(QStringLiteral(PL_TEST_DATA "/../server/embedded/store/migrations"));
        for (const QString &script : scripts.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name).first(13)) {
            QFile text(scripts.filePath(script));
            QVERIFY(text.open(QIODevice::ReadOnly));
            for (const QString &statement :
                 QString::fromUtf8(text.readAll()).split(QStringLiteral(";\n\n"), Qt::SkipEmptyParts))
                if (QSqlQuery query(older); !query.exec(statement))
                    QFAIL(qPrintable(query.lastError().text()));
        }
        for (const char *statement :
             {"insert into leads (id, first_name, last_name, email, phone_number, service_needed, urgency, status,"
              " created_at, updated_at, version) values ('20000000-0000-4000-8000-000000000001', 'Cy', 'Day',"
              " 'cy@home.test', '1', 'x', 'day', 'new', 1, 1, 1)",
              "update lead_events set id = 7, note = 'old'", "update sqlite_sequence set seq = 7",
              "insert into settings (key, value, updated_at, version) values ('intake_keep_days', '7', 1, 1)",
              "pragma user_version = 13"})
            QVERIFY2(QSqlQuery(older).exec(QLatin1StringView(statement)), statement);
    }
    QSqlDatabase::removeDatabase(name);
    auto opened = embedded::EmbeddedSupabase::open({dir.path(), kSecret});
    QVERIFY2(opened.ok(), qPrintable(opened ? QString() : opened.error().message));
    const auto ask = [&](const QByteArray &method, const QByteArray &target, const QByteArray &body = {}) {
        http::Request request = m_db.request(QStringLiteral("service"), method, target, body);
        for (auto &[header, value] : request.headers)
            if (header == "apikey")
                value = (*opened)->keys().anonKey;
        return (*opened)->handle(request).result();
    };
    QCOMPARE(ask("PATCH", "/rest/v1/leads?first_name=eq.Cy", R"({"zip_code":"78701"})").status, 204);
    const auto lines = jsonOf(ask("GET", "/rest/v1/lead_events?select=id,kind,note&order=id"));
    QCOMPARE(QByteArray::fromStdString(lines.dump()),
             QByteArray(R"([{"id":7,"kind":"received","note":"old"},{"id":8,"kind":"edited","note":"zip_code"}])"));
    HistoryCheck check;
    for (const auto &row : jsonOf(ask("GET", "/rest/v1/lead_events?order=sequence&select=" + HistoryLine::columns())))
        QCOMPARE(check.add(*HistoryLine::fromJson(row)), HistoryFault::None);
    QCOMPARE(check.lines(), 2);
    const auto times = jsonOf(ask("GET", "/rest/v1/settings?key=eq.keeping_times&select=value"));
    QCOMPARE(KeepingTimes::fromJson(times.at(0).at("value")).bodies, 7);
}

/// An older program does not know what a newer one keeps there.
void TestEmbeddedWriters::aNewerFileIsRefused()
{
    const QTemporaryDir dir;
    auto opened = embedded::EmbeddedSupabase::open({dir.path(), kSecret});
    QVERIFY(opened.ok());
    const QString file = (*opened)->databaseFile();
    std::move(opened).value().reset();
    const QString name = QStringLiteral("newer");
    {
        QSqlDatabase newer = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        newer.setDatabaseName(file);
        QVERIFY(newer.open());
        QVERIFY(QSqlQuery(newer).exec(QStringLiteral("pragma user_version = 999")));
    }
    QSqlDatabase::removeDatabase(name);
    const auto again = embedded::EmbeddedSupabase::open({dir.path(), kSecret});
    QVERIFY(!again.ok());
    QVERIFY2(again.error().message.contains(QStringLiteral("newer version")), qPrintable(again.error().message));
}

QTEST_GUILESS_MAIN(TestEmbeddedWriters)
#include "tst_embeddedwriters.moc"
