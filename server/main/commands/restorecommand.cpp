#include "server/main/commands/restorecommand.h"

#include "server/embedded/store/migrations.h"
#include "server/journal/journalschema.h"
#include "server/main/commands/backupcommand.h"
#include "server/main/commands/options.h"
#include "server/main/credentials.h"
#include "server/migrate/migration.h"

#include <QDir>

namespace pl {

namespace {

using namespace backup;

Result<qint64> newestMigration()
{
    const auto migrations = migrate::ownMigrations();
    if (!migrations)
        return migrations.error();
    return migrations->isEmpty() ? 0 : migrations->last().version.toLongLong();
}

QByteArray missingSecretsText(const RestoreReport &report)
{
    if (report.hasSecrets)
        return {};
    return "The backup's secrets are missing. Name their file with --secrets, or go without: people sign in again, "
           "links "
           "in messages that were sent end, and keys and passwords have to be set again.\n";
}

QByteArray dumpText(const QString &dump)
{
    if (dump.isEmpty())
        return {};
    return "The Supabase project was left alone; its rows are in " + dump.toUtf8() +
           ". To put them into a new project, run migrate there, empty this folder, and restore with --database-url.\n";
}

} // namespace

void RestoreCommand::describe(CLI::App &app)
{
    app.footer("restore plumber-leads-20261130T023000Z.tar.gz --check\n"
               "restore plumber-leads-20261130T023000Z.tar.gz --data /var/lib/plumber-leads\n"
               "restore plumber-leads-20261130T023000Z.tar.gz.age --identity key.txt --data /var/lib/plumber-leads");
    addArgument(app, "ARCHIVE", m_archive, "The backup's file, or - for standard input.")->required();
    addFlag(app, "--check", m_onlyChecks, "Check it, say what it brings, and change nothing.");
    addText(app, "--identity", "FILE", m_identity, "age's file with the secret key, for an encrypted backup.");
    addText(app, "--secrets", "FILE", m_secrets,
            "The file with the backup's secrets. Default: the one beside the archive, if it is there.");
    addText(app, "--database-url", "URL", m_databaseUrl,
            "Put a Supabase project's rows into this database, which migrate has set up and which has no data yet. Its "
            "password is read from DB_PASSWORD.");
    addDataOption(app, m_dataPath);
}

void RestoreCommand::start()
{
    Q_EMIT finished(run());
}

QString RestoreCommand::dataDir() const
{
    return QDir(m_dataPath.isEmpty() ? DataDir::defaultPath() : m_dataPath).absolutePath();
}

Result<QByteArray> RestoreCommand::run() const
{
    const auto made = plan();
    if (!made)
        return made.error();
    std::unique_ptr<journal::FileLock> lock;
    if (!m_onlyChecks) {
        auto taken = takeFolder();
        if (!taken)
            return taken.error();
        lock = std::move(*taken);
    }
    const auto report = restoreBackup(*made);
    if (!report)
        return report.error();
    return textOf(*report);
}

Result<RestorePlan> RestoreCommand::plan() const
{
    const auto hosted = newestMigration();
    if (!hosted)
        return hosted.error();
    RestorePlan plan{.archive = m_archive == u"-" ? QString() : QDir().absoluteFilePath(m_archive),
                     .identity = m_identity,
                     .secrets = m_secrets,
                     .dataDir = m_onlyChecks ? QString() : dataDir(),
                     .journalSchema = journal::newestJournalSchema(),
                     .embeddedSchema = embedded::newestSchema(),
                     .hostedSchema = *hosted};
    if (m_databaseUrl.isEmpty())
        return plan;
    const auto address = withCredentials(QProcessEnvironment::systemEnvironment())
                             .andThen([this](const QProcessEnvironment &environment) {
                                 return migrate::DatabaseAddress::find(m_databaseUrl, environment);
                             });
    if (!address)
        return address.error();
    plan.database = *address;
    return plan;
}

/// Looks before it makes anything: a folder that is somebody else's stays as it is.
Result<std::unique_ptr<journal::FileLock>> RestoreCommand::takeFolder() const
{
    const QString path = dataDir();
    const auto lockIt = [&]() -> Result<std::unique_ptr<journal::FileLock>> {
        const auto folder = DataDir::open(path);
        if (!folder)
            return folder.error();
        return folder->lock();
    };
    if (QFile::exists(QDir(path).filePath(QStringLiteral("running.lock")))) {
        auto lock = lockIt();
        const auto empty = checkIsEmpty(path);
        return lock && !empty ? empty.error() : std::move(lock);
    }
    if (const auto empty = checkIsEmpty(path); !empty)
        return empty.error();
    return lockIt();
}

QByteArray RestoreCommand::textOf(const RestoreReport &report) const
{
    QByteArray text = backupText(report.manifest) + missingSecretsText(report);
    if (m_onlyChecks)
        return text + "The backup is sound. Nothing was changed; this was --check.\n";
    if (!report.settings.isEmpty())
        text += "The settings are in " + report.settings.toUtf8() + ". The server does not read that file.\n";
    return text + dumpText(report.dump) + "Restored to " + dataDir().toUtf8() + ".\n";
}

} // namespace pl
