#include "server/migrate/migrator.h"
#include "tests/server/migrate/officedatabase.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <thread>

using namespace pl;
using namespace pl::migrate;
using namespace pl::test;

/// Bringing databases of every past up to date, on a real PostgreSQL.
class TestMigrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void appliesAllOnce();
    void seedsAnOfficeWithoutServices();
    void planChangesNothing();
    void keepsTheHistoryAsTheCliDoes();
    void continuesWhereTheCliStopped();
    void acceptsAHistoryOfVersionsOnly();
    void refusesAChangedMigration();
    void refusesAnUnknownMigration();
    void rollsBackAFailedMigration();
    void severalAtOnceApplyEachOnce();
    void keepsTheRowsOfTheDocumentedTables();
    void dropsEarlierPolicies();
    void keepsRowsAndTheirVisibility();
    void needsNoSuperuser();
    void runsOnAProjectThatGrantsNothing();
    void reportsAWrongPassword();
    void reportsAMissingServer();

private:
    std::unique_ptr<PostgresConnection> connect();
    Result<QStringList> apply(const QList<Migration> &migrations);

    PostgresCluster m_cluster;
    QList<Migration> m_own;
    QStringList m_titles;
    QString m_name;
    int m_count = 0;
};

namespace {

const QString kHistory = QStringLiteral("supabase_migrations.schema_migrations");

QStringList tableNames(PostgresConnection &database)
{
    return textOf(database, QStringLiteral("select relname from pg_class where relkind = 'r' and"
                                           " relnamespace = 'public'::regnamespace order by relname"))
        .split(u'\n');
}

/// But for the columns and the settings that came later.
QString allRows(PostgresConnection &database)
{
    QStringList rows;
    for (const QString &table : tableNames(database))
        rows += textOf(
            database,
            QStringLiteral(
                "select '%1', (to_jsonb(t) - "
                "'{due_at,body,seen,delivery,delivery_at,delivery_error,street,city,state,"
                "phone_extension,answers,origin,source_cost_cents,is_test,has_real_phone,kind,"
                "preset,mapping,default_service,default_urgency,authentication,answer_status,"
                "old_key_hash,old_key_until,import_id,withdrawn_at,edited_at,"
                "company,license_number,license_expires,insurance_expires,paused_until,weekly_lead_cap,"
                "monthly_lead_cap,zip_codes,work_hours,language,verified_at,verified_by,"
                "sequence,previous_hash,hash,text_hash,text_salt,sent_text,do_not_sell,decline_reason}'::text[])::text "
                "from %1 t"
                " where coalesce(to_jsonb(t) ->> 'key', '') not in ('grace_seconds', 'contact_salt', 'keeping_times')"
                " order by 2")
                .arg(table));
    rows.removeAll(QString()); // tables without rows, some of which came later
    return rows.join(u'\n');
}

/// By person and table, how many rows that person sees.
QString rowsSeen(PostgresConnection &database)
{
    QStringList lines;
    for (const char *who : {"anon", "norole", "plumber", "staff", "admin", "service"})
        for (const QString &table : tableNames(database)) {
            const auto count = database.inTransaction([&]() -> Result<QString> {
                if (const auto became = becomeCaller(database, QString::fromLatin1(who)); !became)
                    return became.error();
                return textOf(database,
                              QStringLiteral("select '%1', '%2', count(*) from %2").arg(QLatin1StringView(who), table));
            });
            lines += count ? *count : count.error().message;
        }
    return lines.join(u'\n');
}

QString noteStatement(const Migration &migration, const QString &statements)
{
    return QStringLiteral("insert into %1 (version, name, statements) values ('%2', '%3', %4)")
        .arg(kHistory, migration.version, migration.name, statements);
}

} // namespace

void TestMigrator::initTestCase()
{
    QVERIFY2(m_cluster.start(), m_cluster.log());
    const auto own = ownMigrations();
    QVERIFY(own.ok() && own->size() > 2);
    m_own = *own;
    for (const Migration &migration : m_own)
        m_titles += migration.title();
}

void TestMigrator::init()
{
    m_name = QStringLiteral("project%1").arg(++m_count);
    QVERIFY2(m_cluster.createDatabase(m_name), m_cluster.log());
}

std::unique_ptr<PostgresConnection> TestMigrator::connect()
{
    auto connection = PostgresConnection::open(m_cluster.address(m_name));
    return connection ? std::move(*connection) : nullptr;
}

Result<QStringList> TestMigrator::apply(const QList<Migration> &migrations)
{
    return Migrator(*connect(), migrations).apply();
}

void TestMigrator::appliesAllOnce()
{
    const auto first = apply(m_own);
    QVERIFY2(first.ok(), first.ok() ? "" : qPrintable(first.error().message));
    QCOMPARE(*first, m_titles);
    const auto second = apply(m_own);
    QVERIFY(second.ok());
    QCOMPARE(*second, QStringList());
    const auto database = connect();
    const auto plan = Migrator(*database, m_own).plan();
    QVERIFY(plan.ok());
    QCOMPARE(plan->applied, m_own);
    QVERIFY(plan->missing.isEmpty());
}

/// By this program or by the Supabase CLI, which runs the file; what the office has made of its services stays.
void TestMigrator::seedsAnOfficeWithoutServices()
{
    QVERIFY(apply(m_own).ok());
    const auto database = connect();
    const auto seed = ownSeed();
    QVERIFY(seed.ok());
    const auto first = Migrator(*database, m_own).seed(*seed);
    QVERIFY2(first.ok() && *first, first.ok() ? "" : qPrintable(first.error().message));
    const QString count = QStringLiteral("select count(*) from services");
    const QString all = textOf(*database, count);
    QVERIFY(all.toInt() >= 30);
    QVERIFY(!textOf(*database, QStringLiteral("delete from services where name <> 'Drain Cleaning' returning 1"))
                 .isEmpty());
    const auto second = Migrator(*database, m_own).seed(*seed);
    QVERIFY(second.ok() && !*second);
    QCOMPARE(textOf(*database, count), QStringLiteral("1"));
    QVERIFY2(m_cluster.runFile(m_name, QStringLiteral(PL_TEST_DATA "/../server/supabase/seed.sql")), m_cluster.log());
    QCOMPARE(textOf(*database, count), all);
}

void TestMigrator::planChangesNothing()
{
    const auto database = connect();
    const QString relations = QStringLiteral("select count(*) from pg_class");
    const QString before = textOf(*database, relations);
    const auto plan = Migrator(*database, m_own).plan();
    QVERIFY(plan.ok());
    QVERIFY(plan->applied.isEmpty());
    QCOMPARE(plan->missing, m_own);
    QCOMPARE(textOf(*database, relations), before);
    QCOMPARE(textOf(*database, QStringLiteral("select to_regnamespace('supabase_migrations') is null")),
             QStringLiteral("true"));
}

void TestMigrator::keepsTheHistoryAsTheCliDoes()
{
    QVERIFY(apply(m_own).ok());
    const auto database = connect();
    QCOMPARE(textOf(*database, QStringLiteral("select column_name, data_type, is_nullable from"
                                              " information_schema.columns where table_schema = 'supabase_migrations'"
                                              " order by ordinal_position")),
             QStringLiteral("version|text|NO\nstatements|ARRAY|YES\nname|text|YES"));
    const auto rows = database->rows(
        QStringLiteral("select version, name, to_jsonb(statements) from %1 order by version").arg(kHistory));
    QVERIFY(rows.ok());
    QCOMPARE(rows->size(), m_own.size());
    for (qsizetype i = 0; i < m_own.size(); ++i) {
        QCOMPARE(rows->at(i).at(0).toString(), m_own.at(i).version);
        QCOMPARE(rows->at(i).at(1).toString(), m_own.at(i).name);
        QStringList statements;
        for (const auto &statement : nlohmann::json::parse(rows->at(i).at(2).toString().toStdString()))
            statements += QString::fromStdString(statement.get<std::string>());
        QCOMPARE(statements, m_own.at(i).statements);
    }
}

void TestMigrator::continuesWhereTheCliStopped()
{
    QVERIFY(apply(m_own.first(2)).ok());
    const auto rest = apply(m_own);
    QVERIFY(rest.ok());
    QCOMPARE(*rest, m_titles.sliced(2));
}

void TestMigrator::acceptsAHistoryOfVersionsOnly()
{
    QVERIFY(apply(m_own.first(1)).ok());
    QVERIFY2(m_cluster.runScript(
                 m_name, QStringLiteral("alter table %1 drop column statements, drop column name").arg(kHistory)),
             m_cluster.log());
    const auto rest = apply(m_own);
    QVERIFY(rest.ok());
    QCOMPARE(*rest, m_titles.sliced(1));
}

void TestMigrator::refusesAChangedMigration()
{
    QVERIFY(apply(m_own.first(3)).ok());
    auto changed = m_own;
    changed[1].statements.last() += QStringLiteral(" -- by the way");
    const auto refused = apply(changed);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY2(refused.error().message.contains(m_titles.at(1)), qPrintable(refused.error().message));
    QCOMPARE(textOf(*connect(), QStringLiteral("select count(*) from %1").arg(kHistory)), QStringLiteral("3"));
}

void TestMigrator::refusesAnUnknownMigration()
{
    QVERIFY(apply(m_own.first(2)).ok());
    const Migration newer{QStringLiteral("20990101000000"), QStringLiteral("later"), {}};
    QVERIFY(connect()->run(noteStatement(newer, QStringLiteral("'{}'"))).ok());
    const auto refused = apply(m_own);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(refused.error().message.contains(newer.version));
    QCOMPARE(textOf(*connect(), QStringLiteral("select count(*) from %1").arg(kHistory)), QStringLiteral("3"));
}

void TestMigrator::rollsBackAFailedMigration()
{
    const QList<Migration> migrations{
        {QStringLiteral("1"), QStringLiteral("good"), {QStringLiteral("create table kept (a int)")}},
        {QStringLiteral("2"),
         QStringLiteral("bad"),
         {QStringLiteral("create table lost (a int)"), QStringLiteral("insert into kept values ('Maria Gonzalez')")}},
        {QStringLiteral("3"), QStringLiteral("never"), {QStringLiteral("create table never (a int)")}}};
    const auto failed = apply(migrations);
    QVERIFY(!failed.ok());
    QCOMPARE(failed.error().remoteCode, QStringLiteral("22P02"));
    QVERIFY2(failed.error().message.contains(QStringLiteral("2_bad")), qPrintable(failed.error().message));
    const auto database = connect();
    QCOMPARE(textOf(*database, QStringLiteral("select to_regclass('kept'), to_regclass('lost'), to_regclass('never')")),
             QStringLiteral("kept||"));
    QCOMPARE(textOf(*database, QStringLiteral("select version from %1").arg(kHistory)), QStringLiteral("1"));
}

void TestMigrator::severalAtOnceApplyEachOnce()
{
    constexpr int kPrograms = 4;
    QList<QStringList> applied(kPrograms);
    QStringList errors(kPrograms);
    std::vector<std::jthread> programs;
    for (int i = 0; i < kPrograms; ++i)
        programs.emplace_back([this, &titles = applied[i], &error = errors[i]] {
            const auto done = apply(m_own);
            if (done)
                titles = *done;
            else
                error = done.error().message;
        });
    programs.clear();
    QCOMPARE(errors.join(QString()), QString());
    QStringList all;
    for (const QStringList &titles : applied)
        all += titles;
    all.sort();
    QCOMPARE(all, m_titles);
}

void TestMigrator::keepsTheRowsOfTheDocumentedTables()
{
    QVERIFY2(m_cluster.runFile(m_name, QStringLiteral(PL_TEST_DATA "/server/migrate/documented.sql")), m_cluster.log());
    const auto applied = apply(m_own);
    QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().message));
    QCOMPARE(*applied, m_titles);
    const auto database = connect();
    QCOMPARE(textOf(*database, QStringLiteral("select first_name, services, status, version,"
                                              " (created_at at time zone 'utc')::date = '2026-01-01' from plumbers"
                                              " order by id")),
             QStringLiteral("Ann|[\"Drain Cleaning\"]|active|1|true\n"
                            "Bob|[\"Drain Cleaning\"]|active|1|false\n"
                            "Cal|[\"Drain Cleaning\", \"Repiping\"]|active|1|true\n"
                            "Dot|[]|active|1|false"));
    QCOMPARE(
        textOf(*database, QStringLiteral("select first_name, last_name, status, right(assigned_plumber_id::text, 1),"
                                         " closed_reason, assigned_at is not null, completed_at is not null,"
                                         " version from leads order by id")),
        QStringLiteral("New|Lead|new|||false|false|1\n"
                       "No|Status|new|||false|false|1\n"
                       "No|Status|assigned|1||true|false|1\n"
                       "New|Assigned|assigned|2||true|false|1\n"
                       "Assigned|Nobody|new|||false|false|1\n"
                       "Done|Nobody|completed||done|false|true|1\n"
                       "Done|Ann|completed|1|done|true|true|1"));
    // Nobody is charged and nobody hears of what happened before.
    QCOMPARE(textOf(*database, QStringLiteral("select (select count(*) from payments), (select count(*) from"
                                              " notifications), (select count(*) from lead_events)")),
             QStringLiteral("0|0|0"));
}

void TestMigrator::dropsEarlierPolicies()
{
    QVERIFY2(m_cluster.runFile(m_name, QStringLiteral(PL_TEST_DATA "/server/migrate/documented.sql")), m_cluster.log());
    QVERIFY(apply(m_own).ok());
    const auto database = connect();
    QVERIFY(database->run(QStringLiteral("begin")).ok());
    QVERIFY(becomeCaller(*database, QStringLiteral("anon")).ok());
    QCOMPARE(textOf(*database, QStringLiteral("select count(*) from leads")), QStringLiteral("0"));
}

/// From the schema that was there before rights were granted by name, in use: everybody sees as many rows as before,
/// and each row is what it was.
void TestMigrator::keepsRowsAndTheirVisibility()
{
    QList<Migration> before = m_own;
    before.removeIf([](const Migration &m) { return m.version >= u"20261129080000"; });
    QVERIFY(before.size() > 5 && before.size() < m_own.size());
    QVERIFY(apply(before).ok());
    QVERIFY2(m_cluster.runFile(m_name, QStringLiteral(PL_TEST_DATA "/contract/fixture.sql")), m_cluster.log());
    const QString rows = allRows(*connect());
    const QString seen = rowsSeen(*connect());
    QVERIFY2(rows.count(u'\n') > 30, qPrintable(rows));
    QVERIFY2(seen.contains(QStringLiteral("plumber|leads|1")) && seen.contains(QStringLiteral("staff|payments|0")),
             qPrintable(seen));
    QList<Migration> rights = m_own;
    rights.removeIf([](const Migration &m) { return m.version >= u"20261129090000"; });
    QVERIFY(apply(rights).ok());
    QCOMPARE(rowsSeen(*connect()), seen);
    const auto applied = apply(m_own);
    QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().message));
    QCOMPARE(*applied, m_titles.sliced(rights.size()));
    QCOMPARE(allRows(*connect()), rows);
    // What waited for Stripe before waits no longer.
    QCOMPARE(textOf(*connect(), QStringLiteral("select count(*) from payments where due_at > now()")),
             QStringLiteral("0"));
}

void TestMigrator::needsNoSuperuser()
{
    QVERIFY2(m_cluster.runScript(m_name, QStringLiteral("create role owner login password 'owner' in role anon,"
                                                        " authenticated, service_role;"
                                                        " alter database \"%1\" owner to owner;"
                                                        " grant all on schema public, auth, extensions to owner")
                                             .arg(m_name)),
             m_cluster.log());
    auto address = m_cluster.address(m_name);
    address.user = address.password = QStringLiteral("owner");
    const auto connection = PostgresConnection::open(address);
    QVERIFY2(connection.ok(), connection.ok() ? "" : qPrintable(connection.error().message));
    const auto applied = Migrator(**connection, m_own).apply();
    QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().message));
    QCOMPARE(*applied, m_titles);
}

/// Projects differ in what new tables are granted to the API's roles.
void TestMigrator::runsOnAProjectThatGrantsNothing()
{
    QVERIFY2(m_cluster.runScript(
                 m_name, QStringLiteral("alter default privileges in schema public revoke all on tables from anon,"
                                        " authenticated, service_role; alter default privileges in schema public"
                                        " revoke all on functions from anon, authenticated, service_role")),
             m_cluster.log());
    QVERIFY(apply(m_own).ok());
    for (const char *who : {"staff", "service"}) {
        const auto database = connect();
        QVERIFY(database->run(QStringLiteral("begin")).ok());
        QVERIFY(becomeCaller(*database, QString::fromLatin1(who)).ok());
        QCOMPARE(textOf(*database, QStringLiteral("select count(*) > 0 from settings")), QStringLiteral("true"));
        const auto added = database->run(
            QStringLiteral("insert into leads (first_name, last_name, email, phone_number, service_needed, urgency)"
                           " values ('A', 'B', 'c', 'd', 'e', 'day')"));
        QVERIFY2(added.ok(), added.ok() ? "" : qPrintable(added.error().message));
    }
}

void TestMigrator::reportsAWrongPassword()
{
    auto address = m_cluster.address(m_name);
    address.password = QStringLiteral("postgres"); // stands in the server's own sentence, too
    const auto refused = PostgresConnection::open(address);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY2(refused.error().message.contains(QStringLiteral("DB_PASSWORD")), qPrintable(refused.error().message));
    QVERIFY(!refused.error().message.contains(address.password));
}

void TestMigrator::reportsAMissingServer()
{
    auto address = m_cluster.address(m_name);
    address.port = 1;
    const auto refused = PostgresConnection::open(address);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY2(refused.error().message.contains(QStringLiteral("Check that a PostgreSQL server is listening there.")),
             qPrintable(refused.error().message));
    QVERIFY(!refused.error().message.contains(address.password));
}

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
