#include "server/embedded/store/migrations.h"

#include "server/embedded/store/database.h"
#include "server/embedded/store/historyseal.h"

#include <QFile>

// Outside any namespace, as Q_INIT_RESOURCE requires: a static library's resources must be initialized explicitly.
static void initMigrationResources()
{
    Q_INIT_RESOURCE(migrations);
}

namespace pl::embedded {
namespace {

const char *const kScripts[] = {"0001_tables",        "0002_lead_triggers",   "0003_auth",
                                "0004_billing",       "0005_dispatch",        "0006_refunds_settled",
                                "0007_lead_contacts", "0008_message_news",    "0009_indexes_for_queries",
                                "0010_grace",         "0011_words",           "0012_delivery",
                                "0013_sources",       "0014_office_day",      "0015_plumbers",
                                "0016_activity",      "0017_server_requests", "0018_message_templates",
                                "0019_customer_file"};
constexpr int kSealsHistory = 19;

QString readScript(const char *name)
{
    QFile file(QStringLiteral(":/embedded/migrations/%1.sql").arg(QLatin1StringView(name)));
    if (!file.open(QIODevice::ReadOnly))
        throw DatabaseError{QStringLiteral("the script %1 is missing").arg(QLatin1StringView(name))};
    return QString::fromUtf8(file.readAll()).remove(u'\r');
}

void runScript(Database &database, const char *name)
{
    for (const QString &statement : readScript(name).split(QStringLiteral(";\n\n"), Qt::SkipEmptyParts))
        if (!statement.trimmed().isEmpty())
            database.run(Sql{statement});
}

void runNewScripts(Database &database)
{
    Transaction transaction(database, Transaction::Kind::Write);
    const int known = database.value(Sql::lit("pragma user_version")).toInt();
    const int newest = int(std::size(kScripts));
    if (known > newest)
        throw DatabaseError{QStringLiteral("it was written by a newer version of this program")};
    for (int i = known; i < newest; ++i)
        runScript(database, kScripts[i]);
    if (known < kSealsHistory)
        sealHistory(database, 0);
    if (known < newest)
        database.run(Sql{QStringLiteral("pragma user_version = %1").arg(newest)});
    transaction.commit();
}

} // namespace

int newestSchema()
{
    return int(std::size(kScripts));
}

Result<Done> migrate(Database &database)
{
    initMigrationResources();
    try {
        runNewScripts(database);
        return Done{};
    } catch (const DatabaseError &error) {
        return Error{ErrorCode::Internal,
                     QStringLiteral("The database can't be brought up to date: %1").arg(error.text)};
    }
}

} // namespace pl::embedded
