#include "tests/server/migrate/officedatabase.h"

#include "server/migrate/migrator.h"

#include <nlohmann/json.hpp>

namespace pl::test {

namespace {

const QString kName = QStringLiteral("office");

struct Person
{
    const char *who;
    const char *role;
    const char *claims;
};

constexpr Person kPeople[] = {
    {"anon", "anon", R"({"role":"anon"})"},
    {"norole", "authenticated", R"({"role":"authenticated","email":"nobody@office.test"})"},
    {"plumber", "authenticated",
     R"({"role":"authenticated","email":"ann@pipes.test","app_metadata":{"role":"plumber"}})"},
    {"staff", "authenticated", R"({"role":"authenticated","email":"sam@office.test","app_metadata":{"role":"staff"}})"},
    {"admin", "authenticated", R"({"role":"authenticated","email":"ada@office.test","app_metadata":{"role":"admin"}})"},
    // What a user can write about itself gives no role.
    {"pretender", "authenticated",
     R"({"role":"authenticated","email":"eve@home.test","user_metadata":{"role":"admin"},"app_role":"admin"})"},
    {"service", "service_role", R"({"role":"service_role"})"}};

} // namespace

Result<> becomeCaller(migrate::PostgresConnection &connection, const QString &who)
{
    for (const Person &person : kPeople) {
        if (who != QLatin1StringView(person.who))
            continue;
        const auto claims = connection.run(
            QStringLiteral("set local \"request.jwt.claims\" = '%1'").arg(QLatin1StringView(person.claims)));
        if (!claims)
            return claims;
        return connection.run(QStringLiteral("set local role %1").arg(QLatin1StringView(person.role)));
    }
    return Error{ErrorCode::NotFound, QStringLiteral("nobody is called %1").arg(who), {}, QStringLiteral("who?")};
}

QString textOf(migrate::PostgresConnection &connection, const QString &query)
{
    const auto rows = connection.rows(query);
    if (!rows)
        return rows.error().message;
    QStringList lines;
    for (const QVariantList &row : *rows) {
        QStringList values;
        for (const QVariant &value : row)
            values += value.toString();
        lines += values.join(u'|');
    }
    return lines.join(u'\n');
}

bool OfficeDatabase::start()
{
    if (!m_cluster.start() || !m_cluster.createDatabase(kName))
        return false;
    auto opened = connect();
    const auto migrations = migrate::ownMigrations();
    if (!opened || !migrations) {
        m_log = opened ? "no migrations" : opened.error().message.toUtf8();
        return false;
    }
    m_connection = std::move(*opened);
    const auto applied = migrate::Migrator(*m_connection, *migrations).apply();
    if (!applied)
        m_log = applied.error().message.toUtf8();
    return applied.ok();
}

Result<std::unique_ptr<migrate::PostgresConnection>> OfficeDatabase::connect() const
{
    return migrate::PostgresConnection::open(m_cluster.address(kName));
}

bool OfficeDatabase::reload()
{
    return m_cluster.runFile(kName, QStringLiteral(PL_TEST_DATA "/contract/fixture.sql"));
}

OfficeDatabase::Outcome OfficeDatabase::as(const QString &who, const QString &statement)
{
    const auto done = m_connection->inTransaction([&] { return runAs(who, statement); });
    return done ? Outcome{*done} : Outcome{0, done.error().remoteCode};
}

OfficeDatabase::Outcome OfficeDatabase::tryAs(const QString &who, const QString &statement)
{
    if (!m_connection->run(QStringLiteral("begin")))
        return {0, QStringLiteral("begin")};
    const auto done = runAs(who, statement);
    if (!m_connection->run(QStringLiteral("rollback")))
        return {0, QStringLiteral("rollback")};
    return done ? Outcome{*done} : Outcome{0, done.error().remoteCode};
}

Result<int> OfficeDatabase::runAs(const QString &who, const QString &statement)
{
    if (const auto became = becomeCaller(*m_connection, who); !became)
        return became.error();
    // An insert without `returning` needs no right to read, as PostgREST's return=minimal.
    if (statement.startsWith(u"insert"))
        return m_connection->run(statement).transform([](Done) { return 1; });
    const QString counted = statement.startsWith(u"select")
                                ? QStringLiteral("with r as materialized (%1) select count(*) from r").arg(statement)
                                : QStringLiteral("with r as (%1 returning 1) select count(*) from r").arg(statement);
    return m_connection->rows(counted).transform(
        [](const QList<QVariantList> &rows) { return rows.first().first().toInt(); });
}

QString OfficeDatabase::text(const QString &query)
{
    return textOf(*m_connection, query);
}

} // namespace pl::test
