#include "server/main/commands/movecommand.h"

#include "server/journal/journalfile.h"
#include "server/main/commands/movereport.h"
#include "server/main/commands/options.h"
#include "server/main/credentials.h"
#include "server/main/datadir.h"
#include "server/migrate/postgresconnection.h"

#include <QLoggingCategory>

#include <cstdio>

Q_LOGGING_CATEGORY(lcMove, "pl.move")

namespace pl {

namespace {

using migrate::DatabaseAddress;
using migrate::PostgresConnection;
using move::MoveProgress;
using move::OfficeMove;

void tellProgress(const QString &step, qint64 done, qint64 total)
{
    std::fprintf(stderr, "%s: %lld of %lld\n", qPrintable(step), static_cast<long long>(done),
                 static_cast<long long>(total));
}

/// The whole report, whatever comes after it.
void printNow(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    std::fflush(stdout);
}

Result<qint64> waitingEntries(const DataDir &dataDir)
{
    auto file = journal::JournalFile::open(dataDir.file("journal.sqlite"));
    if (!file && file.error().code == ErrorCode::NotFound)
        return qint64(0);
    if (!file)
        return file.error();
    const auto kinds = file->counts();
    if (!kinds)
        return kinds.error();
    qint64 waiting = 0;
    for (const journal::KindStats &kind : *kinds)
        waiting += kind.waiting + kind.setAside;
    return waiting;
}

QString databaseFile(const DataDir &dataDir)
{
    return dataDir.file("supabase.db");
}

Error differs(const QStringList &tables)
{
    return {ErrorCode::Internal,
            QStringLiteral("These tables differ: %1. The office has not moved; nothing here was changed. Stop whoever "
                           "writes to the project, and run this command again with --start-over.")
                .arg(tables.join(QStringLiteral(", ")))};
}

Error withAdvice(const Error &error)
{
    const QString why = error.message.endsWith(u'.') ? error.message.chopped(1) : error.message;
    return {error.code,
            QStringLiteral("The move stopped: %1. Run the same command again to go on.").arg(why),
            {},
            error.remoteCode};
}

} // namespace

void MoveCommand::describe(CLI::App &app)
{
    app.footer("move-to-supabase --dry-run\n"
               "move-to-supabase --pooler aws-0-eu-central-1.pooler.supabase.com --yes");
    addText(app, "--database-url", "URL", m_databaseUrl,
            "The project's database, as for \"migrate\". Its password is read from DB_PASSWORD. Default: the project "
            "that SUPABASE_URL names.");
    addText(app, "--pooler", "HOST", m_pooler,
            "The session pooler's host, for a machine without IPv6. Default: a direct connection.");
    addFlag(app, "--dry-run", m_isDryRun, "Check everything, count, and change nothing.");
    addFlag(app, "--yes", m_isSure, "Move. An interrupted move goes on where it stopped.");
    addFlag(app, "--start-over", m_startsOver, "Take out what an unfinished move brought, and begin again.");
    addDataOption(app, m_dataPath);
}

void MoveCommand::start()
{
    Q_EMIT finished(run());
}

Result<QByteArray> MoveCommand::run() const
{
    if (m_isDryRun && (m_isSure || m_startsOver))
        return usageError(QStringLiteral("Use either --dry-run, or --yes with or without --start-over."));
    if (m_startsOver && !m_isSure)
        return usageError(QStringLiteral("--start-over removes rows from the project. Add --yes."));
    const auto address = withCredentials(QProcessEnvironment::systemEnvironment())
                             .andThen([this](const QProcessEnvironment &environment) {
                                 return DatabaseAddress::find(m_databaseUrl, environment, m_pooler);
                             });
    if (!address)
        return address.error();
    if (const QString warning = address->tlsWarning(); !warning.isEmpty())
        qCWarning(lcMove).noquote() << warning;
    const auto dataDir = DataDir::open(m_dataPath);
    if (!dataDir)
        return dataDir.error();
    const auto lock = dataDir->lock();
    if (!lock)
        return Error{lock.error().code, lock.error().message + QStringLiteral(" Stop it first.")};
    const auto database = PostgresConnection::open(*address);
    return database ? moveInto(**database, *dataDir) : database.error();
}

Result<QByteArray> MoveCommand::moveInto(PostgresConnection &database, const DataDir &dataDir) const
{
    const auto source = move::SourceOffice::open(databaseFile(dataDir));
    if (!source)
        return source.error();
    const auto migrations = migrate::ownMigrations();
    if (!migrations)
        return migrations.error();
    const QList<move::MoveTable> tables = move::moveTables();
    move::TargetProject target(database, tables);
    if (const auto checked = target.check(*migrations); !checked)
        return checked.error();
    if (m_startsOver)
        if (const auto cleared = target.clear(); !cleared)
            return cleared.error();
    OfficeMove move(**source, target, tables, &tellProgress);
    const auto progress = move.look();
    if (!progress)
        return progress.error();
    const auto waiting = waitingEntries(dataDir);
    if (!waiting)
        return waiting.error();
    const QByteArray plan = movePlanText(tables, move.here(), *progress, *waiting);
    if (m_isDryRun)
        return plan + "Nothing was changed; this was --dry-run.\n";
    if (m_isSure)
        return go(move, *progress, dataDir);
    printNow(plan);
    return usageError(QStringLiteral("Nothing was changed. To move the office, add --yes."));
}

/// The mark in the data folder comes last: whoever is cut off before it is told so once more by the project.
Result<QByteArray> MoveCommand::go(OfficeMove &move, const MoveProgress &progress, const DataDir &dataDir) const
{
    QByteArray report;
    if (progress.stage == MoveProgress::Stage::Done) {
        report = "The move was finished on " + progress.doneAt.toUtf8() + " UTC; nothing was copied.\n";
    } else {
        if (const auto copied = move.copy(progress); !copied)
            return withAdvice(copied.error());
        const auto comparisons = move.compare();
        if (!comparisons)
            return withAdvice(comparisons.error());
        report = comparisonText(*comparisons);
        if (const QStringList different = differingTables(*comparisons); !different.isEmpty()) {
            printNow(report);
            return differs(different);
        }
        if (const auto finished = move.finish(); !finished)
            return withAdvice(finished.error());
    }
    if (const auto marked = dataDir.setMoved(); !marked)
        return withAdvice(marked.error());
    const auto waiting = waitingEntries(dataDir);
    return waiting.transform([&](qint64 entries) { return report + afterMoveText(entries, databaseFile(dataDir)); });
}

} // namespace pl
