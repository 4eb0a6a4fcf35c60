#include "tests/contract/fixture.h"

#include "server/embedded/auth/jwt.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/schema.h"

#include <QFile>

namespace pl::test {
namespace {

using namespace pl::embedded;
using nlohmann::json;

json claimsOf(const QString &who)
{
    if (who == u"service")
        return {{"role", "service_role"}};
    const QString email = who == u"admin"     ? QStringLiteral("ada@office.test")
                          : who == u"plumber" ? QStringLiteral("ann@pipes.test")
                                              : QStringLiteral("sam@office.test");
    const char *last = who == u"admin" ? "2" : who == u"plumber" ? "3" : "1";
    json claims{{"role", "authenticated"},
                {"email", email.toStdString()},
                {"sub", std::string("60000000-0000-4000-8000-00000000000") + last}};
    if (who == u"admin" || who == u"plumber" || who == u"staff")
        claims["app_metadata"] = {{"role", who.toStdString()}};
    if (who == u"expired")
        claims["exp"] = 1'000'000'000;
    return claims;
}

struct Trigger
{
    QString name;
    QString sql;
};

QList<Trigger> triggersOf(Database &database)
{
    QList<Trigger> triggers;
    Rows found = database.run(Sql::lit("select name, sql from sqlite_master where type = 'trigger'"));
    while (found.next())
        triggers += {found.value(0).toString(), found.value(1).toString()};
    return triggers;
}

void insertRow(Database &database, const Table &table, const json &row)
{
    QList<Sql> names;
    QList<Sql> values;
    for (const auto &[key, value] : row.items()) {
        const Column *column = table.column(QString::fromStdString(key));
        const auto node = JsonNode::parse(QByteArray::fromStdString(value.dump()));
        names += Sql::name(column->name);
        values += Sql::value(valueFromJson(*column, *node));
    }
    database.run(Sql::lit("insert into ") + Sql::name(table.name) + Sql::lit(" (") + Sql::joined(names, ", ") +
                 Sql::lit(") values (") + Sql::joined(values, ", ") + Sql::lit(")"));
}

} // namespace

QByteArray tokenFor(const QString &who)
{
    if (who == u"anon")
        return {};
    if (who == u"garbage")
        return "this.is.garbage";
    return signJwt(claimsOf(who),
                   who == u"forged" ? QByteArray("another secret that has thirty-two letters") : kSecret);
}

Result<std::unique_ptr<Fixture>> Fixture::open(const QString &databaseFile)
{
    QFile file(QStringLiteral(PL_TEST_DATA "/contract/fixture.json"));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Internal, QStringLiteral("fixture.json can't be read")};
    const QByteArray text = file.readAll();
    auto database = Database::open(databaseFile);
    if (!database)
        return database.error();
    // The reference has these five. Without its salt, an office can't tell who asked not to get messages.
    (*database)->run(Sql::lit(
        "create temp table kept_settings as select * from main.settings where key in"
        " ('urgency_factor', 'default_price_cents', 'currency', 'charge_when', 'sla_minutes', 'contact_salt')"));
    return std::unique_ptr<Fixture>(new Fixture(std::move(database).value(), json::parse(text.begin(), text.end())));
}

Fixture::Fixture(std::unique_ptr<Database> database, json rows)
    : m_database(std::move(database)), m_rows(std::move(rows))
{
}

Fixture::~Fixture() = default;

Result<Done> Fixture::reload()
{
    try {
        rebuild();
        return Done{};
    } catch (const DatabaseError &error) {
        return Error{ErrorCode::Internal, error.text};
    }
}

void Fixture::rebuild()
{
    Transaction transaction(*m_database, Transaction::Kind::Write);
    const QList<Trigger> triggers = triggersOf(*m_database);
    m_database->run(Sql::lit("pragma defer_foreign_keys = on"));
    for (const Trigger &trigger : triggers)
        m_database->run(Sql{QStringLiteral("drop trigger ") + trigger.name});
    for (const Table &table : Schema::instance().tables())
        m_database->run(Sql::lit("delete from main.") + Sql::name(table.name));
    m_database->run(Sql::lit("delete from sqlite_sequence"));
    m_database->run(Sql::lit("insert into main.settings select * from kept_settings"));
    insertRows();
    for (const Trigger &trigger : triggers)
        m_database->run(Sql{trigger.sql});
    transaction.commit();
}

void Fixture::insertRows()
{
    for (const auto &[name, rows] : m_rows.items())
        for (const json &row : rows)
            insertRow(*m_database, *Schema::instance().table(QString::fromStdString(name)), row);
}

} // namespace pl::test
