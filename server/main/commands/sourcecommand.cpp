#include "server/main/commands/sourcecommand.h"

#include "models/base/onresult.h"
#include "models/base/visibletext.h"
#include "models/supabase/settingsstore.h"
#include "server/intake/weborigin.h"
#include "server/main/commands/sourcetable.h"

namespace pl {

using nlohmann::json;
using supabase::Query;
using supabase::SettingsStore;

namespace {

constexpr const char *kUsage = "Say: source add NAME, source list, source revoke NAME, source limit NAME, or "
                               "source origins NAME.";

/// A limit's option: nothing when it is not there; 0 takes the limit away.
Result<std::optional<int>> limitOption(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return std::optional<int>();
    bool isNumber = false;
    const int limit = parser.value(option).toInt(&isNumber);
    if (!isNumber || limit < 0)
        return usageError(QStringLiteral("--%1 takes a number of leads; 0 is no limit.").arg(option));
    return std::optional(limit);
}

Result<QByteArrayList> originOptions(const QCommandLineParser &parser)
{
    QByteArrayList origins;
    for (const QString &text : parser.values(QStringLiteral("origin"))) {
        const auto origin = intake::webOrigin(text);
        if (!origin)
            return usageError(
                QStringLiteral("--origin takes the beginning of a page's address, like https://www.example.com."));
        origins.append(*origin);
    }
    return origins;
}

Result<SourceWishes> wishesOf(const QString &name, const QCommandLineParser &parser)
{
    const auto perMinute = limitOption(parser, QStringLiteral("per-minute"));
    const auto perDay = limitOption(parser, QStringLiteral("per-day"));
    const auto origins = originOptions(parser);
    if (!perMinute || !perDay)
        return perMinute ? perDay.error() : perMinute.error();
    if (!origins)
        return origins.error();
    const bool isForm = parser.isSet(QStringLiteral("form"));
    if (isForm == origins->isEmpty())
        return usageError(QStringLiteral("A form needs its pages' origins, and only a form has them: "
                                         "source add NAME --form --origin https://www.example.com"));
    return SourceWishes{name, isForm, {*origins, perMinute->value_or(0)}, perDay->value_or(0)};
}

} // namespace

void SourceCommand::describe(QCommandLineParser &parser) const
{
    StoreCommand::describe(parser);
    parser.addOption({QStringLiteral("json"), QStringLiteral("Print JSON.")});
    parser.addOption(
        {QStringLiteral("form"),
         QStringLiteral("add: the source is a form on web pages; its key is public and gives few rights.")});
    parser.addOption({QStringLiteral("origin"), QStringLiteral("A page origin of the form; may be said several times."),
                      QStringLiteral("URL")});
    parser.addOption(
        {QStringLiteral("per-minute"), QStringLiteral("The most leads a minute; 0: any number."), QStringLiteral("N")});
    parser.addOption(
        {QStringLiteral("per-day"), QStringLiteral("The most leads a day (UTC); 0: any number."), QStringLiteral("N")});
    parser.addPositionalArgument(QStringLiteral("source"),
                                 QStringLiteral("add NAME, list, revoke NAME, limit NAME, or origins NAME"),
                                 QStringLiteral("source add NAME | list | revoke NAME | limit NAME | origins NAME"));
}

void SourceCommand::run(const QStringList &arguments, const QCommandLineParser &parser)
{
    const QString verb = arguments.value(0);
    const QString name = withoutInvisible(arguments.value(1)).trimmed();
    const bool asJson = parser.isSet(QStringLiteral("json"));
    if (verb == u"list" && arguments.size() == 1)
        return list(asJson);
    if (arguments.size() != 2 || name.isEmpty() || name.size() > 100)
        return fail(usageError(QLatin1StringView(kUsage)));
    if (verb == u"add") {
        const auto wishes = wishesOf(name, parser);
        return wishes ? add(*wishes, asJson) : fail(wishes.error());
    }
    if (verb == u"revoke")
        return revoke(name);
    if (verb == u"limit")
        return limit(name, parser);
    if (verb == u"origins") {
        const auto origins = originOptions(parser);
        return origins ? setOrigins(name, *origins) : fail(origins.error());
    }
    fail(usageError(QStringLiteral("There is no \"source %1\".").arg(verb)));
}

void SourceCommand::add(const SourceWishes &wishes, bool asJson)
{
    onResult(this, addSource(rest(), wishes), [this, asJson, isForm = wishes.isForm](const Result<NewSource> &source) {
        if (!source)
            return fail(source.error());
        const QString id = source->id.toString(QUuid::WithoutBraces);
        if (asJson)
            return Q_EMIT finished(printed(
                {{"id", id.toStdString()}, {"name", toJson(source->name)}, {"key", source->key.toStdString()}}));
        const QByteArray advice = isForm ? QByteArray("The form's action: /api/v1/forms/" + source->key + '\n')
                                         : QByteArray("Keep the key: it is not shown again.\n");
        Q_EMIT finished(printedTable({{QStringLiteral("id"), id},
                                      {QStringLiteral("name"), source->name},
                                      {QStringLiteral("key"), QString::fromLatin1(source->key)}}) +
                        advice);
    });
}

void SourceCommand::list(bool asJson)
{
    const auto query = Query("lead_sources").select("id,name,key_prefix,daily_cap,active,created_at");
    onResult(this, rest().selectAll(query, "name"), [this, asJson](const Result<json> &sources) {
        if (!sources)
            return fail(sources.error());
        onResult(this, SettingsStore(rest()).rowsOf(QStringLiteral("source_")),
                 [this, asJson, sources](const Result<json> &rows) {
                     if (!rows)
                         return fail(rows.error());
                     const json list = sourceList(*sources, *rows);
                     Q_EMIT finished(asJson ? printed(list) : sourceTable(list));
                 });
    });
}

/// Changes the columns of a source and goes on with its id.
void SourceCommand::updateSource(const QString &name, const json &changes, const std::function<void(QUuid)> &then)
{
    const auto query = Query("lead_sources").eq("name", name).select("id");
    const auto done = changes.empty() ? rest().selectJson(query) : rest().update(query, changes);
    onResult(this, done, [this, name, then](const Result<json> &rows) {
        if (!rows)
            return fail(rows.error());
        if (!rows->is_array() || rows->empty())
            return fail({ErrorCode::NotFound, QStringLiteral("There is no source \"%1\".").arg(name)});
        JsonReader reader(rows->front());
        then(reader.uuid("id"));
    });
}

void SourceCommand::revoke(const QString &name)
{
    updateSource(name, {{"active", false}}, [this, name](const QUuid &) {
        Q_EMIT finished(QStringLiteral("The key of \"%1\" is revoked.\n").arg(name).toUtf8());
    });
}

void SourceCommand::limit(const QString &name, const QCommandLineParser &parser)
{
    const auto perMinute = limitOption(parser, QStringLiteral("per-minute"));
    const auto perDay = limitOption(parser, QStringLiteral("per-day"));
    if (!perMinute || !perDay)
        return fail(perMinute ? perDay.error() : perMinute.error());
    if (!*perMinute && !*perDay)
        return fail(usageError(QStringLiteral("Say: source limit NAME --per-minute N --per-day N, or one of them.")));
    json changes = json::object();
    if (*perDay)
        changes["daily_cap"] = **perDay == 0 ? json() : json(**perDay);
    const QString done = QStringLiteral("The limits of \"%1\" are set.\n").arg(name);
    updateSource(name, changes, [this, perMinute = *perMinute, done](const QUuid &id) {
        if (!perMinute)
            return Q_EMIT finished(done.toUtf8());
        changeRules(
            id, [perMinute](intake::SourceRules &rules) { rules.perMinute = *perMinute; }, done);
    });
}

void SourceCommand::setOrigins(const QString &name, const QByteArrayList &origins)
{
    if (origins.isEmpty())
        return fail(usageError(QStringLiteral("Say: source origins NAME --origin https://www.example.com")));
    updateSource(name, json::object(), [this, name, origins](const QUuid &id) {
        changeRules(
            id, [origins](intake::SourceRules &rules) { rules.origins = origins; },
            QStringLiteral("The origins of \"%1\" are set.\n").arg(name));
    });
}

void SourceCommand::changeRules(const QUuid &source, const WithRules &change, const QString &done)
{
    const QString key = intake::SourceRules::keyOf(source);
    onResult(this, SettingsStore(rest()).value(key), [this, key, change, done](const Result<json> &value) {
        if (!value)
            return fail(value.error());
        auto rules = intake::SourceRules::fromJson(*value);
        change(rules);
        onResult(this, SettingsStore(rest()).put(key, rules.toJson()), [this, done](const Result<> &written) {
            written ? Q_EMIT finished(done.toUtf8()) : fail(written.error());
        });
    });
}

} // namespace pl
