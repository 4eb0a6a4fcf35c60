#include "server/main/commands/intakecommand.h"

#include "models/base/visibletext.h"
#include "models/domain/leadsource.h"
#include "server/main/commands/intakepreview.h"
#include "server/main/commands/options.h"

namespace pl {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr qsizetype kMaxNote = 500;

const QStringList kListed{QStringLiteral("open"),  QStringLiteral("waiting"),   QStringLiteral("retry"),
                          QStringLiteral("taken"), QStringLiteral("discarded"), QStringLiteral("all")};

std::string idFault(const std::string &value)
{
    return QUuid::fromString(QString::fromStdString(value)).isNull()
               ? "must be an item's id, as \"intake list\" shows it"
               : std::string();
}

std::string noteFault(const std::string &value)
{
    const qsizetype size = QString::fromStdString(value).trimmed().size();
    return size >= 1 && size <= kMaxNote ? std::string() : "must have 1 to 500 characters";
}

void filterByStatus(Query &query, const QString &status)
{
    if (status == u"open")
        query.in("status", {QStringLiteral("waiting"), QStringLiteral("retry")});
    else if (status != u"all")
        query.eq("status", status);
}

} // namespace

CLI::App &IntakeCommand::addVerbOf(CLI::App &app, const char *name, const char *description, const char *example,
                                   Verb verb)
{
    CLI::App &added = addVerb(app, name, description, example, [this, verb] { m_verb = verb; });
    addDataOption(added, dataPath());
    return added;
}

void IntakeCommand::describe(CLI::App &app)
{
    const CLI::Validator isId(idFault, std::string());
    requireVerb(app, {addDataOption(app, dataPath()), addJsonOption(app, m_asJson)});
    CLI::App &listing = addVerbOf(app, "list", "Lists items, at most 1,000 of them, the latest first.",
                                  "intake list\n"
                                  "intake list --source ads --status all --json",
                                  &IntakeCommand::list);
    addText(listing, "--source", "NAME", m_source, "Only this source's. Default: every source's");
    addText(listing, "--status", "STATUS", m_status,
            "open (waiting or about to be tried again), waiting, retry, taken, discarded, or all.")
        ->check(oneOf(kListed));
    addJsonOption(listing, m_asJson);
    CLI::App &showing =
        addVerbOf(app, "show", "Shows an item with what was sent, and what the present mapping makes of it.",
                  "intake show 0190b5a2-4c1e-7f00-8000-000000000001", &IntakeCommand::show);
    addArgument(showing, "ID", m_id, "The item's id.")->required()->check(isId);
    addJsonOption(showing, m_asJson);
    CLI::App &retrying = addVerbOf(app, "retry", "Tries again what waits, with the present mappings.",
                                   "intake retry 0190b5a2-4c1e-7f00-8000-000000000001\n"
                                   "intake retry --all --source ads",
                                   &IntakeCommand::retry);
    addList(retrying, "ID", "", m_ids, "The id of an item that waits; may be repeated.")->check(isId);
    addFlag(retrying, "--all", m_wantsAll, "Everything that waits.");
    addText(retrying, "--source", "NAME", m_source, "With --all: only what this source sent. Default: all sources");
    CLI::App &dropping =
        addVerbOf(app, "discard", "Sets an item aside for good; its body is erased in time.",
                  "intake discard 0190b5a2-4c1e-7f00-8000-000000000001 --reason spam", &IntakeCommand::discard);
    addArgument(dropping, "ID", m_id, "The id of an item that waits.")->required()->check(isId);
    addText(dropping, "--reason", "REASON", m_reason, "Why, for the office.")
        ->required()
        ->check(CLI::Validator(noteFault, std::string()));
}

Result<> IntakeCommand::checkWords() const
{
    if (m_verb != &IntakeCommand::retry || (m_wantsAll == m_ids.isEmpty() && (m_wantsAll || m_source.isEmpty())))
        return {};
    return usageError(QStringLiteral("Usage: intake retry ID..., or intake retry --all [--source NAME]"));
}

Error IntakeCommand::noSuchItem(const QString &id)
{
    return {ErrorCode::NotFound, QStringLiteral("There is no item with the id %1.").arg(id)};
}

void IntakeCommand::run()
{
    const auto sensible = checkWords();
    sensible ? (this->*m_verb)() : fail(sensible.error());
}

void IntakeCommand::withSources(const std::function<void(const QUuid &, const SourceNames &)> &next)
{
    then(rest().selectAll(Query("lead_sources").select("id,name")), [this, next](const json &rows) {
        const SourceNames names = sourceNamesOf(rows);
        const QString name = withoutInvisible(m_source).trimmed();
        const QUuid wanted = names.key(name);
        if (!m_source.isEmpty() && wanted.isNull())
            return fail({ErrorCode::NotFound, QStringLiteral("There is no source \"%1\".").arg(name)});
        next(wanted, names);
    });
}

void IntakeCommand::list()
{
    withSources([this](const QUuid &source, const SourceNames &names) { listOf(source, names); });
}

void IntakeCommand::listOf(const QUuid &source, const SourceNames &names)
{
    Query query = Query("intake_items").select(IntakeItem::columns());
    filterByStatus(query, m_status);
    if (!source.isNull())
        query.eq("source_id", source);
    query.order("updated_at.desc,id.desc").limit(supabase::kPageRows);
    then(rest().select<IntakeItem>(query), [this, names](const QList<IntakeItem> &items) {
        if (m_asJson)
            return Q_EMIT finished(printed(itemList(items, names)));
        const bool mayHaveMore = items.size() == supabase::kPageRows;
        Q_EMIT finished(itemTable(items, names) + (mayHaveMore ? "There may be more.\n" : ""));
    });
}

void IntakeCommand::show()
{
    const auto query = Query("intake_items")
                           .select(IntakeItem::columns() + ',' + IntakeBody::kColumns)
                           .eq("id", QUuid::fromString(m_id));
    then(rest().selectJson(query), [this](const json &rows) {
        if (rows.empty())
            return fail(noSuchItem(m_id));
        const json &row = rows.front();
        const auto ofSource =
            Query("lead_sources").select(LeadSource::columns()).eq("id", JsonReader(row).uuid("source_id"));
        then(rest().select<LeadSource>(ofSource), [this, row](const QList<LeadSource> &sources) {
            if (sources.isEmpty())
                return fail(noSuchItem(m_id));
            const auto offered =
                Query("services").select("name").filter("active", "is", QStringLiteral("true")).order("name");
            then(rest().selectJson(offered), [this, row, source = sources.first()](const json &services) {
                QStringList names;
                for (const json &service : services)
                    names += JsonReader(service).string("name");
                showItem(row, source, names);
            });
        });
    });
}

void IntakeCommand::showItem(const json &row, const LeadSource &source, const QStringList &services)
{
    const auto item = IntakeItem::fromJson(row);
    const auto body = IntakeBody::fromJson(row);
    if (!item || !body)
        return fail(item ? body.error() : item.error());
    const json preview = item->erasedAt ? json::array() : intakePreview(*item, *body, source, services);
    Q_EMIT finished(m_asJson ? printed(itemDetails(*item, row, source.name, preview))
                             : itemText(*item, *body, source.name) + (item->erasedAt ? "" : previewText(preview)));
}

} // namespace pl
