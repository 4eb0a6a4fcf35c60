#include "server/main/commands/journalcommand.h"

#include "server/main/commands/journalexport.h"
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

QString wordOf(EntryState state)
{
    return QString::fromLatin1(stateWord(state));
}

Result<JournalFile::Filter> filterOf(const QString &state)
{
    if (state == u"open")
        return JournalFile::Filter{{EntryState::Waiting, EntryState::SetAside}};
    for (const EntryState known : {EntryState::Waiting, EntryState::Forwarded, EntryState::SetAside})
        if (state == wordOf(known))
            return JournalFile::Filter{{known}};
    if (state == u"all")
        return JournalFile::Filter();
    return usageError(QStringLiteral("--state is open, waiting, set-aside, forwarded or all."));
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

void JournalCommand::describe(QCommandLineParser &parser) const
{
    parser.addOption(
        {QStringLiteral("data"), QStringLiteral("The folder with the server's data."), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("json"), QStringLiteral("list, check: print JSON.")});
    parser.addOption({QStringLiteral("state"),
                      QStringLiteral("list: open (default), waiting, set-aside, forwarded or all."),
                      QStringLiteral("STATE"), QStringLiteral("open")});
    parser.addOption({QStringLiteral("all"), QStringLiteral("retry: everything that is set aside; export: also what "
                                                            "is forwarded (its contents are gone).")});
    parser.addPositionalArgument(QStringLiteral("journal"),
                                 QStringLiteral("list; retry ID or --all: try again what was set aside; export FILE: "
                                                "one JSON object a line, with customers' data; check: is it sound?"),
                                 QStringLiteral("journal list | retry ID… | export FILE | check"));
}

void JournalCommand::start(const QCommandLineParser &parser)
{
    Q_EMIT finished(run(parser));
}

Result<QByteArray> JournalCommand::run(const QCommandLineParser &parser)
{
    const QStringList arguments = parser.positionalArguments().sliced(1);
    const QString verb = arguments.value(0);
    const bool all = parser.isSet(QStringLiteral("all"));
    const bool isList = verb == u"list" && arguments.size() == 1;
    const bool isRetry = verb == u"retry" && all == (arguments.size() == 1);
    const bool isExport = verb == u"export" && arguments.size() == 2;
    const bool isCheck = verb == u"check" && arguments.size() == 1;
    if (!isList && !isRetry && !isExport && !isCheck)
        return usageError(QStringLiteral("Say: journal list, retry ID, retry --all, export FILE, or check."));
    const auto dataDir = DataDir::open(parser.value(QStringLiteral("data")));
    if (!dataDir)
        return dataDir.error();
    auto file = JournalFile::open(dataDir->file("journal.sqlite"));
    if (!file)
        return file.error();
    if (isList)
        return list(*file, parser);
    if (isRetry)
        return retry(*file, arguments.sliced(1), all);
    return isExport ? exportTo(*file, arguments.at(1), all) : check(*file, parser.isSet(QStringLiteral("json")));
}

Result<QByteArray> JournalCommand::list(JournalFile &file, const QCommandLineParser &parser) const
{
    const auto filter = filterOf(parser.value(QStringLiteral("state")));
    if (!filter)
        return filter.error();
    json array = json::array();
    QList<QStringList> table{{QStringLiteral("KIND"), QStringLiteral("ID"), QStringLiteral("STATE"),
                              QStringLiteral("RECEIVED"), QStringLiteral("REASON")}};
    const auto read = file.read(*filter, [&](const Entry &entry) -> Result<> {
        if (table.size() > kMaxListed)
            return tooMany();
        array.push_back(summaryOf(entry));
        table.append({QString::fromUtf8(entry.kind), QString::fromUtf8(entry.key), wordOf(entry.state),
                      entry.receivedAt.toString(), entry.reason});
        return {};
    });
    const bool hasMore = !read && read.error().remoteCode == tooMany().remoteCode;
    if (!read && !hasMore)
        return read.error();
    if (parser.isSet(QStringLiteral("json")))
        return printed(array);
    return printedTable(table) + (hasMore ? "There are more: see journal export.\n" : "");
}

Result<QByteArray> JournalCommand::retry(JournalFile &file, const QStringList &ids, bool all) const
{
    int many = 0;
    if (all) {
        const auto retried = file.retryAll();
        if (!retried)
            return retried.error();
        many = *retried;
    }
    for (const QString &id : ids) {
        const auto retried = file.retry(id);
        if (!retried)
            return retried.error();
        if (*retried == 0)
            return Error{ErrorCode::NotFound, QStringLiteral("Nothing with the id %1 is set aside.").arg(id)};
        many += *retried;
    }
    return QStringLiteral("To be tried again: %1\n").arg(many).toUtf8();
}

Result<QByteArray> JournalCommand::exportTo(JournalFile &file, const QString &path, bool all) const
{
    const auto written = exportJournal(file, path, all);
    if (!written)
        return written.error();
    return QStringLiteral("Written: %1\n").arg(*written).toUtf8();
}

Result<QByteArray> JournalCommand::check(JournalFile &file, bool asJson) const
{
    const auto problems = file.problems();
    if (!problems || !problems->isEmpty())
        return Error{ErrorCode::Internal,
                     QStringLiteral("The journal is damaged: %1 Save what can be read with \"journal export FILE\".")
                         .arg(problems ? problems->join(u"; ") + u'.' : problems.error().message)};
    const auto kinds = file.counts();
    if (!kinds)
        return kinds.error();
    if (!asJson)
        return "The journal is sound.\n" + tableOf(*kinds);
    json array = json::array();
    for (const KindStats &stats : *kinds)
        array.push_back(jsonOf(stats));
    return printed({{"sound", true}, {"kinds", array}});
}

} // namespace pl
