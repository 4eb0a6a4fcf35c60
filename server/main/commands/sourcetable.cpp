#include "server/main/commands/sourcetable.h"

#include "models/base/jsonmember.h"
#include "server/intake/source.h"
#include "server/intake/sourceuse.h"
#include "server/intake/sourcewatch.h"
#include "server/main/commands/storecommand.h"

namespace pl {

namespace {

using nlohmann::json;

QHash<QString, json> byKey(const json &settings)
{
    QHash<QString, json> values;
    for (const json &row : settings) {
        JsonReader reader(row);
        values.insert(reader.string("key"), reader.raw("value"));
    }
    return values;
}

QString limitsOf(const json &source)
{
    QStringList limits;
    for (const auto &[field, period] : {std::pair("per_minute", "minute"), std::pair("per_day", "day")})
        if (const json limit = source.value(field, json()); limit.is_number_integer() && limit != 0)
            limits += QStringLiteral("%1 a %2").arg(limit.get<int>()).arg(QLatin1StringView(period));
    return limits.isEmpty() ? QStringLiteral("none") : limits.join(QStringLiteral(", "));
}

QString stateOf(const json &source)
{
    if (!source.value("active", true))
        return QStringLiteral("revoked");
    return jsonMember(source, "silent_since").is_null() ? QStringLiteral("active") : QStringLiteral("silent");
}

/// A hook is told by its preset: "hook: google-ads".
QString kindOf(const json &source)
{
    JsonReader reader(source);
    const QString kind = reader.string("kind");
    const auto preset = reader.optionalString("preset");
    return preset ? kind + QStringLiteral(": ") + *preset : kind;
}

QString lastUseOf(const json &source)
{
    JsonReader reader(source);
    const auto at = reader.optionalTimestamp("last_used");
    return at ? printedTime(*at) : QStringLiteral("never");
}

} // namespace

json sourceList(const json &sources, const json &settings, const json &waiting)
{
    const auto values = byKey(settings);
    QHash<QUuid, int> toSort;
    for (const json &item : waiting)
        ++toSort[JsonReader(item).uuid("source_id")];
    auto list = json::array();
    for (json row : sources) {
        JsonReader reader(row);
        const QUuid id = reader.uuid("id");
        const auto rules = intake::SourceRules::fromJson(values.value(intake::SourceRules::keyOf(id))).toJson();
        row["per_day"] = reader.optionalInteger("daily_cap").value_or(0);
        row["per_minute"] = rules["per_minute"];
        row["origins"] = rules["origins"];
        row["last_used"] = jsonMember(values.value(intake::SourceUse::keyOf(id)), "at");
        row["silent_since"] = jsonMember(values.value(intake::SourceWatch::keyOf(id)), "since");
        row["to_sort"] = toSort.value(id);
        row.erase("daily_cap");
        list.push_back(row);
    }
    return list;
}

QByteArray sourceTable(const json &list)
{
    QList<QStringList> table{{QStringLiteral("NAME"), QStringLiteral("KIND"), QStringLiteral("KEY"),
                              QStringLiteral("STATE"), QStringLiteral("LIMITS"), QStringLiteral("TO SORT"),
                              QStringLiteral("LAST USED")}};
    for (const json &source : list) {
        JsonReader reader(source);
        table.append({reader.string("name"), kindOf(source), reader.string("key_prefix") + u'…', stateOf(source),
                      limitsOf(source), QString::number(reader.integer("to_sort")), lastUseOf(source)});
    }
    return printedTable(table);
}

} // namespace pl
