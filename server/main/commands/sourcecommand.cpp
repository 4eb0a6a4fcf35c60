#include "server/main/commands/sourcecommand.h"

#include "models/base/visibletext.h"
#include "models/supabase/settingsstore.h"
#include "server/intake/weborigin.h"
#include "server/main/commands/options.h"
#include "server/main/commands/sourcetable.h"

namespace pl {

using nlohmann::json;
using supabase::Query;
using supabase::SettingsStore;

namespace {

std::string nameFault(const std::string &value)
{
    const qsizetype size = withoutInvisible(QString::fromStdString(value)).trimmed().size();
    return size >= 1 && size <= 100 ? std::string() : "must have 1 to 100 characters";
}

std::string originFault(const std::string &value)
{
    return intake::webOrigin(QString::fromStdString(value))
               ? std::string()
               : "must be the beginning of a page's address, such as https://www.example.com";
}

/// Of texts that were checked.
QByteArrayList originsOf(const QStringList &texts)
{
    QByteArrayList origins;
    for (const QString &text : texts)
        origins += intake::webOrigin(text).value_or(QByteArray());
    return origins;
}

void addOrigins(CLI::App &app, QStringList &into, const char *description)
{
    addList(app, "--origin", "URL", into, description)->check(CLI::Validator(originFault, std::string()));
}

} // namespace

CLI::App &SourceCommand::addVerbOf(CLI::App &app, const char *name, const char *description, const char *example,
                                   Verb verb)
{
    CLI::App &added = addVerb(app, name, description, example, [this, verb] { m_verb = verb; });
    addDataOption(added, dataPath());
    return added;
}

void SourceCommand::addName(CLI::App &app)
{
    addArgument(app, "NAME", m_name, "The source's name.")->required()->check(CLI::Validator(nameFault, std::string()));
}

void SourceCommand::addLimits(CLI::App &app, const std::string &otherwise)
{
    addNumber(app, "--per-minute", m_perMinute, "At most this many leads a minute. " + otherwise);
    addNumber(app, "--per-day", m_perDay, "At most this many leads a day (UTC). " + otherwise);
}

void SourceCommand::describeAdd(CLI::App &app)
{
    CLI::App &adding = addVerbOf(app, "add", "Adds a source and prints its key, which is not shown again.",
                                 "source add website --per-day 200\n"
                                 "source add contact --form --origin https://www.example.com\n"
                                 "source add ads --hook --preset google-ads --urgency day",
                                 &SourceCommand::add);
    addName(adding);
    CLI::Option *form = addFlag(
        adding, "--form", m_isForm,
        "The source is a form on web pages. Its key is public and grants few rights. Default: a program, whose key "
        "is secret.");
    addOrigins(adding, m_origins,
               "The origin of a page with the form, such as https://www.example.com; may be repeated.");
    m_hook.describe(adding)->excludes(form);
    addLimits(adding, "Default: 0 (no limit).");
    addJsonOption(adding, m_asJson);
}

void SourceCommand::describeChanges(CLI::App &app)
{
    addName(addVerbOf(app, "revoke", "Revokes a source's key.", "source revoke website", &SourceCommand::revoke));
    CLI::App &limiting = addVerbOf(app, "limit", "Limits how many leads a source may send.",
                                   "source limit website --per-minute 10 --per-day 200", &SourceCommand::limit);
    addName(limiting);
    addLimits(limiting, "0 removes the limit. Default: unchanged.");
    CLI::App &moving = addVerbOf(app, "origins", "Replaces the origins of the pages that a form may be on.",
                                 "source origins contact --origin https://www.example.com", &SourceCommand::setOrigins);
    addName(moving);
    addOrigins(moving, m_origins, "The origin of a page with the form; may be repeated.");
}

void SourceCommand::describe(CLI::App &app)
{
    requireVerb(app, {addDataOption(app, dataPath()), addJsonOption(app, m_asJson)});
    describeAdd(app);
    CLI::App &listing = addVerbOf(app, "list", "Lists the sources with their limits and last use.",
                                  "source list --json", &SourceCommand::list);
    addJsonOption(listing, m_asJson);
    describeChanges(app);
    describeHooks(app);
}

void SourceCommand::run()
{
    (this->*m_verb)();
}

QString SourceCommand::name() const
{
    return withoutInvisible(m_name).trimmed();
}

Result<SourceOptions> SourceCommand::sourceOptions() const
{
    if (m_isForm == m_origins.isEmpty())
        return usageError(QStringLiteral("A form needs the origins of its pages; other sources have none. Usage: "
                                         "source add NAME --form --origin https://www.example.com"));
    using Kind = LeadSource::Kind;
    const Kind kind = m_isForm ? Kind::Form : m_hook.isHook ? Kind::Hook : Kind::Program;
    return SourceOptions{
        name(), kind, {originsOf(m_origins), m_perMinute.value_or(0)}, m_perDay.value_or(0), m_hook.settings()};
}

void SourceCommand::list()
{
    const auto query = Query("lead_sources").select("id,name,kind,preset,key_prefix,daily_cap,active,created_at");
    then(rest().selectAll(query, "name"), [this](const json &sources) {
        then(SettingsStore(rest()).rowsOf(QStringLiteral("source_")), [this, sources](const json &rows) {
            const auto items = Query("intake_items").select("id,source_id").eq("status", QStringLiteral("waiting"));
            then(rest().selectAll(items), [this, sources, rows](const json &waiting) {
                const json list = sourceList(sources, rows, waiting);
                Q_EMIT finished(m_asJson ? printed(list) : sourceTable(list));
            });
        });
    });
}

Error SourceCommand::noSuchSource() const
{
    return {ErrorCode::NotFound, QStringLiteral("There is no source \"%1\".").arg(name())};
}

void SourceCommand::updateSource(const json &changes, const std::function<void(QUuid)> &next)
{
    const auto query = Query("lead_sources").eq("name", name()).select("id");
    const auto done = changes.empty() ? rest().selectJson(query) : rest().update(query, changes);
    then(done, [this, next](const json &rows) {
        if (rows.empty())
            return fail(noSuchSource());
        next(JsonReader(rows.front()).uuid("id"));
    });
}

void SourceCommand::revoke()
{
    updateSource({{"active", false}}, [this](const QUuid &) {
        Q_EMIT finished(QStringLiteral("The key of \"%1\" is revoked.\n").arg(name()).toUtf8());
    });
}

void SourceCommand::limit()
{
    if (!m_perMinute && !m_perDay)
        return fail(usageError(QStringLiteral("Usage: source limit NAME --per-minute N --per-day N, or one of them")));
    json changes = json::object();
    if (m_perDay)
        changes["daily_cap"] = *m_perDay == 0 ? json() : json(*m_perDay);
    updateSource(changes, [this](const QUuid &id) {
        const QString done = QStringLiteral("The limits of \"%1\" are set.\n").arg(name());
        if (!m_perMinute)
            return Q_EMIT finished(done.toUtf8());
        changeRules(
            id, [limit = *m_perMinute](intake::SourceRules &rules) { rules.perMinute = limit; }, done);
    });
}

void SourceCommand::setOrigins()
{
    if (m_origins.isEmpty())
        return fail(usageError(QStringLiteral("Usage: source origins NAME --origin https://www.example.com")));
    updateSource(json::object(), [this](const QUuid &id) {
        changeRules(
            id, [origins = originsOf(m_origins)](intake::SourceRules &rules) { rules.origins = origins; },
            QStringLiteral("The origins of \"%1\" are set.\n").arg(name()));
    });
}

void SourceCommand::changeRules(const QUuid &source, const WithRules &change, const QString &done)
{
    const QString key = intake::SourceRules::keyOf(source);
    then(SettingsStore(rest()).value(key), [this, key, change, done](const json &value) {
        auto rules = intake::SourceRules::fromJson(value);
        change(rules);
        then(SettingsStore(rest()).put(key, rules.toJson()), [this, done](Done) { Q_EMIT finished(done.toUtf8()); });
    });
}

} // namespace pl
