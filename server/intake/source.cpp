#include "server/intake/source.h"

#include "models/domain/sourcekey.h"
#include "server/intake/weborigin.h"

namespace pl::intake {

namespace {

int count(const nlohmann::json &object, const char *field)
{
    const auto value = object.value(field, nlohmann::json());
    return value.is_number_integer() ? int(std::clamp<qint64>(value.get<qint64>(), 0, std::numeric_limits<int>::max()))
                                     : 0;
}

QByteArrayList originsOf(const nlohmann::json &object)
{
    QByteArrayList origins;
    for (const auto &origin : object.value("origins", nlohmann::json::array()))
        if (origin.is_string())
            if (const auto known = webOrigin(QString::fromStdString(origin.get<std::string>())))
                origins.append(*known);
    return origins;
}

nlohmann::json listOf(const QByteArrayList &origins)
{
    auto list = nlohmann::json::array();
    for (const QByteArray &origin : origins)
        list.push_back(origin.toStdString());
    return list;
}

} // namespace

Result<Source> Source::fromJson(const nlohmann::json &object)
{
    JsonReader reader(object);
    Source source{reader.uuid("id"), reader.string("name"), reader.booleanOr("is_form", false)};
    const auto read = reader.finish(source);
    if (!read)
        return read;
    source.origins = originsOf(object);
    source.perMinute = count(object, "per_minute");
    source.perDay = count(object, "per_day");
    return source;
}

nlohmann::json Source::toJson() const
{
    return {{"id", pl::toJson(id)},       {"name", pl::toJson(name)}, {"is_form", isForm},
            {"origins", listOf(origins)}, {"per_minute", perMinute},  {"per_day", perDay}};
}

SourceRules SourceRules::fromJson(const nlohmann::json &value)
{
    return value.is_object() ? SourceRules{originsOf(value), count(value, "per_minute")} : SourceRules();
}

nlohmann::json SourceRules::toJson() const
{
    return {{"per_minute", perMinute}, {"origins", listOf(origins)}};
}

QString SourceRules::keyOf(const QUuid &source)
{
    return QLatin1StringView(kPrefix) + source.toString(QUuid::WithoutBraces);
}

Result<SourcesByHash> sourcesOf(const nlohmann::json &rows, const nlohmann::json &rules)
{
    QHash<QString, SourceRules> rulesByKey;
    for (const auto &row : rules) {
        JsonReader reader(row);
        rulesByKey.insert(reader.string("key"), SourceRules::fromJson(reader.raw("value")));
    }
    SourcesByHash sources;
    for (const auto &row : rows) {
        JsonReader reader(row);
        const QByteArray hash = reader.string("key_hash").toLatin1();
        Source source{reader.uuid("id"), reader.string("name")};
        source.isForm =
            SourceKey::kindOf(reader.optionalString("key_prefix").value_or(QString())) == SourceKey::Kind::Form;
        source.perDay = int(reader.optionalInteger("daily_cap").value_or(0));
        const SourceRules own = rulesByKey.value(SourceRules::keyOf(source.id));
        source.origins = own.origins;
        source.perMinute = own.perMinute;
        const auto read = reader.finish(source);
        if (!read)
            return read.error();
        sources.insert(hash, *read);
    }
    return sources;
}

} // namespace pl::intake
