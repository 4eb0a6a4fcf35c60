#include "server/intake/source.h"

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

using mapping::Authentication;

nlohmann::json listOf(const QList<Authentication> &authentications)
{
    auto list = nlohmann::json::array();
    for (const Authentication &one : authentications)
        list.push_back({{"kind", enumText(one.kind)},
                        {"field", pl::toJson(one.field)},
                        {"header", one.header.toStdString()},
                        {"algorithm", one.algorithm.toStdString()},
                        {"encoding", one.encoding.toStdString()},
                        {"prefix", one.prefix.toStdString()}});
    return list;
}

/// Those that need a setting; the others hold for every hook. A list that can't be read doesn't shut the source out.
QList<Authentication> authenticationsFrom(const nlohmann::json &own, const QString &preset)
{
    const auto *known = mapping::presetOf(preset);
    const auto usual = known ? known->authentication : QList<Authentication>();
    auto all = own.is_null() || own.empty() ? usual : mapping::authenticationsOf(own).valueOr(usual);
    all.removeIf([](const Authentication &one) {
        return one.kind != Authentication::Kind::Hmac && one.kind != Authentication::Kind::Body;
    });
    return all;
}

} // namespace

/// A list that an earlier version kept says only whether a source is a form.
Result<Source> Source::fromJson(const nlohmann::json &object)
{
    JsonReader reader(object);
    Source source{reader.uuid("id"), reader.string("name")};
    source.kind = reader.optionalEnumeration<Kind>("kind").value_or(reader.booleanOr("is_form", false) ? Kind::Form
                                                                                                       : Kind::Program);
    source.hmacSecret = reader.optionalString("hmac_secret").value_or(QString()).toUtf8();
    source.answerStatus = int(reader.integerOr("answer_status", 200));
    source.until = reader.optionalTimestamp("until");
    const auto read = reader.finish(source);
    if (!read)
        return read;
    source.origins = originsOf(object);
    source.perMinute = count(object, "per_minute");
    source.perDay = count(object, "per_day");
    source.authentications = mapping::authenticationsOf(object.value("authentication", nlohmann::json())).valueOr({});
    return source;
}

nlohmann::json Source::toJson() const
{
    nlohmann::json object{{"id", pl::toJson(id)},       {"name", pl::toJson(name)}, {"kind", enumText(kind)},
                          {"origins", listOf(origins)}, {"per_minute", perMinute},  {"per_day", perDay}};
    if (kind == Kind::Hook) {
        object["authentication"] = listOf(authentications);
        object["hmac_secret"] = hmacSecret.toStdString();
        object["answer_status"] = answerStatus;
    }
    if (until)
        object["until"] = until->toString().toStdString();
    return object;
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

namespace {

using RulesByKey = QHash<QString, SourceRules>;
using SecretsBySource = QHash<QUuid, QByteArray>;

RulesByKey rulesByKeyOf(const nlohmann::json &rows)
{
    RulesByKey rules;
    for (const auto &row : rows) {
        JsonReader reader(row);
        rules.insert(reader.string("key"), SourceRules::fromJson(reader.raw("value")));
    }
    return rules;
}

SecretsBySource newestSecrets(const nlohmann::json &newestFirst)
{
    SecretsBySource secrets;
    for (const auto &row : newestFirst) {
        JsonReader reader(row);
        const QUuid source = reader.uuid("source_id");
        if (!secrets.contains(source))
            secrets.insert(source, reader.string("secret").toUtf8());
    }
    return secrets;
}

/// A row without a kind is from before there were hooks.
Source sourceIn(JsonReader &row)
{
    Source source{row.uuid("id"), row.string("name")};
    const auto prefix = row.optionalString("key_prefix").value_or(QString());
    source.kind = row.optionalEnumeration<Source::Kind>("kind").value_or(SourceKey::kindOf(prefix));
    source.perDay = int(row.optionalInteger("daily_cap").value_or(0));
    if (source.kind == Source::Kind::Hook)
        source.authentications = authenticationsFrom(row.raw("authentication"),
                                                     row.optionalString("preset").value_or(QStringLiteral("generic")));
    source.answerStatus = int(row.integerOr("answer_status", 200));
    return source;
}

} // namespace

Result<SourcesByHash> sourcesOf(const nlohmann::json &rows, const nlohmann::json &rules, const nlohmann::json &secrets)
{
    const RulesByKey rulesByKey = rulesByKeyOf(rules);
    const SecretsBySource secretsBySource = newestSecrets(secrets);
    SourcesByHash sources;
    for (const auto &row : rows) {
        JsonReader reader(row);
        Source source = sourceIn(reader);
        const SourceRules own = rulesByKey.value(SourceRules::keyOf(source.id));
        source.origins = own.origins;
        source.perMinute = own.perMinute;
        source.hmacSecret = secretsBySource.value(source.id);
        const QByteArray hash = reader.string("key_hash").toLatin1();
        const QByteArray oldHash = reader.optionalString("old_key_hash").value_or(QString()).toLatin1();
        const auto oldUntil = reader.optionalTimestamp("old_key_until");
        if (const auto read = reader.finish(Done()); !read)
            return read.error();
        sources.insert(hash, source);
        source.until = oldUntil;
        if (!oldHash.isEmpty() && oldUntil && !sources.contains(oldHash))
            sources.insert(oldHash, source);
    }
    return sources;
}

} // namespace pl::intake
