#include "server/embedded/rest/newsfunction.h"

#include "server/embedded/store/database.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/policies.h"

namespace pl::embedded {
namespace {

struct NewestOf
{
    const char *table;
    const char *column;
    const char *condition = "true";
    bool officeAlone = false; ///< others see few of the many rows, so finding their newest would be expensive
};

constexpr NewestOf kTables[] = {{"leads", "updated_at", "true", true},
                                {"plumbers", "updated_at", "true", true},
                                {"payments", "updated_at"},
                                {"notifications", "updated_at"},
                                {"services", "updated_at"},
                                {"settings", "updated_at"},
                                {"lead_sources", "updated_at"},
                                {"source_secrets", "created_at"},
                                {"intake_items", "updated_at"},
                                {"imports", "updated_at"},
                                {"saved_views", "updated_at"},
                                {"server_requests", "updated_at"},
                                {"message_templates", "updated_at"},
                                {"billing_exceptions", "updated_at"},
                                {"payment_attempts", "updated_at"},
                                {"hosted_pages", "updated_at"},
                                {"lead_events", "id"},
                                {"activity", "id"},
                                {"stripe_events", "received_at", "processed_at is null"},
                                {"opt_outs", "at"},
                                {"contact_refusals", "at"}};

const Table &describedTable(const NewestOf &newest)
{
    return *Schema::instance().table(QString::fromLatin1(newest.table));
}

/// A row with a time in the future must not hide later changes.
Sql notOfTheFuture(const NewestOf &newest, qint64 now)
{
    constexpr qint64 kMinute = 60'000'000;
    return QLatin1StringView(newest.column) == QLatin1StringView("updated_at")
               ? Sql::lit(" and updated_at <= ") + Sql::value(now + kMinute)
               : Sql();
}

Sql newestSql(const NewestOf &newest, const Caller &caller, qint64 now)
{
    if (newest.officeAlone && !caller.isOffice() && !caller.bypassesPolicies())
        return Sql::lit("null");
    const Sql column = Sql::name(QString::fromLatin1(newest.column));
    const Sql visible = rowsFor(caller, describedTable(newest), Command::Select);
    return Sql::lit("(select ") + column + Sql::lit(" from ") + Sql::name(describedTable(newest).name) +
           Sql::lit(" where ") + Sql::lit(newest.condition) + notOfTheFuture(newest, now) +
           (visible.isEmpty() ? Sql() : Sql::lit(" and ") + visible) + Sql::lit(" order by ") + column +
           Sql::lit(" desc limit 1)");
}

JsonNode asJson(const NewestOf &newest, const QVariant &value)
{
    const PgType type = describedTable(newest).column(QString::fromLatin1(newest.column))->type;
    return JsonNode::parse(valueToJson(type, value)).value_or(JsonNode());
}

} // namespace

JsonNode officeNews(const RestContext &context)
{
    QList<Sql> all;
    for (const NewestOf &newest : kTables)
        all += newestSql(newest, context.caller, context.now);
    const Transaction transaction(context.database, Transaction::Kind::Read);
    Rows found = context.database.run(Sql::lit("select ") + Sql::joined(all, ", "));
    found.next();
    JsonNode news{JsonNode::Kind::Object, {}, {}, {}};
    int column = 0;
    for (const NewestOf &newest : kTables) {
        news.keys.push_back(newest.table);
        news.items.push_back(asJson(newest, found.value(column++)));
    }
    news.keys.push_back("schema");
    news.items.push_back(JsonNode::parse(QByteArray::number(kSchemaVersion)).value_or(JsonNode()));
    return news;
}

} // namespace pl::embedded
