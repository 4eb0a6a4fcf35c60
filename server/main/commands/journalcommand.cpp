#include "server/main/commands/journalcommand.h"

#include "server/main/commands/journalexport.h"
#include "server/main/commands/options.h"
#include "server/main/commands/storecommand.h"
#include "server/main/datadir.h"

namespace pl {

using journal::Entry;
using journal::EntryState;
using journal::JournalFile;
using journal::KindStats;
using nlohmann::json;

namespace {

constexpr qsizetype kMaxListed = 1000;

const QStringList kStates{QStringLiteral("open"), QStringLiteral("waiting"), QStringLiteral("set-aside"),
                          QStringLiteral("forwarded"), QStringLiteral("all")};

/// `state`: one of kStates.
JournalFile::Filter filterOf(const QString &state)
{
    if (state == u"open")
        return {{EntryState::Waiting, EntryState::SetAside}};
    const auto known = enumFromName<EntryState>(state);
    return known ? JournalFile::Filter{{*known}} : JournalFile::Filter();
}

Error tooMany()
{
    return {ErrorCode::TooLarge, {}, {}, QStringLiteral("enough")};
}

json jsonOf(const KindStats &stats)
{
    return {{"kind", stats.kind.toStdString()},
            {"waiting", stats.waiting},
            {"set_aside", stats.setAside},
            {"forwarded", stats.forwarded},
            {"oldest_waiting", stats.oldestWaiting ? json(stats.oldestWaiting->toString().toStdString()) : json()}};
}

QByteArray tableOf(const QList<KindStats> &kinds)
{
    QList<QStringList> rows{{QStringLiteral("KIND"), QStringLiteral("WAITING"), QStringLiteral("SET ASIDE"),
                             QStringLiteral("FORWARDED"), QStringLiteral("OLDEST WAITING")}};
    for (const KindStats &stats : kinds)
        rows.append({QString::fromUtf8(stats.kind), QString::number(stats.waiting), QString::number(stats.setAside),
                     QString::number(stats.forwarded),
                     stats.oldestWaiting ? stats.oldestWaiting->toString() : QStringLiteral("-")});
    return printedTable(rows);
}

} // namespace

CLI::App &JournalCommand::addVerbOf(CLI::App &app, const char *name, const char *description, const char *example,
                                    Verb verb)
{
    CLI::App &added = addVerb(app, name, description, example, [this, verb] { m_verb = verb; });
    addDataOption(added, m_dataPath);
    return added;
}

void JournalCommand::describe(CLI::App &app)
{
    requireVerb(app, {addDataOption(app, m_dataPath), addJsonOption(app, m_asJson)});
    CLI::App &listing = addVerbOf(app, "list", "Lists entries, at most 1,000 of them.",
                                  "journal list\n"
                                  "journal list --state set-aside --json",
                                  &JournalCommand::list);
    addText(listing, "--state", "STATE", m_state, "open (waiting or set aside), waiting, set-aside, forwarded, or all.")
        ->check(oneOf(kStates));
    addJsonOption(listing, m_asJson);
    CLI::App &retrying = addVerbOf(app, "retry", "Tries again what was set aside: the entries named, or all of them.",
                                   "journal retry 0190b5a2-4c1e-7f00-8000-000000000001\n"
                                   "journal retry --all",
                                   &JournalCommand::retry);
    addList(retrying, "ID", "", m_ids, "The id of an entry that was set aside; may be repeated.");
    addFlag(retrying, "--all", m_wantsAll, "Everything that was set aside.");
    CLI::App &exporting = addVerbOf(app, "export",
                                    "Saves entries with customers' data, one JSON object per line, in a new file that "
                                    "only its owner can read.",
                                    "journal export saved.jsonl", &JournalCommand::exportEntries);
    addArgument(exporting, "FILE", m_exportPath, "The file to create.")->required();
    addFlag(exporting, "--all", m_wantsAll, "Include what was forwarded, whose contents have been deleted.");
    CLI::App &checking = addVerbOf(app, "check", "Checks whether the journal is sound, and counts its entries.",
                                   "journal check --json", &JournalCommand::check);
    addJsonOption(checking, m_asJson);
}

void JournalCommand::start()
{
    Q_EMIT finished(run());
}

Result<QByteArray> JournalCommand::run() const
{
    if (m_verb == &JournalCommand::retry && m_wantsAll != m_ids.isEmpty())
        return usageError(QStringLiteral("Usage: journal retry ID..., or journal retry --all"));
    const auto dataDir = DataDir::open(m_dataPath);
    if (!dataDir)
        return dataDir.error();
    auto file = JournalFile::open(dataDir->file("journal.sqlite"));
    return file ? (this->*m_verb)(*file) : file.error();
}

Result<QByteArray> JournalCommand::list(JournalFile &file) const
{
    json array = json::array();
    QList<QStringList> table{{QStringLiteral("KIND"), QStringLiteral("ID"), QStringLiteral("STATE"),
                              QStringLiteral("RECEIVED"), QStringLiteral("REASON")}};
    const auto read = file.read(filterOf(m_state), [&](const Entry &entry) -> Result<> {
        if (table.size() > kMaxListed)
            return tooMany();
        array.push_back(summaryOf(entry));
        table.append({QString::fromUtf8(entry.kind), QString::fromUtf8(entry.key), QString(enumName(entry.state)),
                      entry.receivedAt.toString(), entry.reason});
        return {};
    });
    const bool hasMore = !read && read.error().remoteCode == tooMany().remoteCode;
    if (!read && !hasMore)
        return read.error();
    if (m_asJson)
        return printed(array);
    return printedTable(table) + (hasMore ? "There are more; \"journal export\" saves them all.\n" : "");
}

Result<QByteArray> JournalCommand::retry(JournalFile &file) const
{
    int many = 0;
    if (m_wantsAll) {
        const auto retried = file.retryAll();
        if (!retried)
            return retried.error();
        many = *retried;
    }
    for (const QString &id : m_ids) {
        const auto retried = file.retry(id);
        if (!retried)
            return retried.error();
        if (*retried == 0)
            return Error{ErrorCode::NotFound, QStringLiteral("Nothing with the id %1 is set aside.").arg(id)};
        many += *retried;
    }
    return QStringLiteral("Will be tried again: %1\n").arg(many).toUtf8();
}

Result<QByteArray> JournalCommand::exportEntries(JournalFile &file) const
{
    const auto written = exportJournal(file, m_exportPath, m_wantsAll);
    if (!written)
        return written.error();
    return QStringLiteral("Written: %1\n").arg(*written).toUtf8();
}

Result<QByteArray> JournalCommand::check(JournalFile &file) const
{
    const auto problems = file.problems();
    if (!problems || !problems->isEmpty())
        return Error{ErrorCode::Internal,
                     QStringLiteral("The journal is damaged: %1 Save what is readable with \"journal export FILE\".")
                         .arg(problems ? problems->join(u"; ") + u'.' : problems.error().message)};
    const auto kinds = file.counts();
    if (!kinds)
        return kinds.error();
    if (!m_asJson)
        return "The journal is sound.\n" + tableOf(*kinds);
    json array = json::array();
    for (const KindStats &stats : *kinds)
        array.push_back(jsonOf(stats));
    return printed({{"sound", true}, {"kinds", array}});
}

} // namespace pl
