#include "server/main/commands/backupcommand.h"

#include "server/backup/agecommand.h"
#include "server/main/commands/options.h"
#include "server/main/commands/storecommand.h"
#include "server/main/credentials.h"
#include "server/main/datadir.h"

#include <QDir>
#include <QLoggingCategory>

#include <cstdio>

Q_LOGGING_CATEGORY(lcBackup, "pl.backup")

namespace pl {

namespace {

using namespace backup;

const QString kStandardStream = QStringLiteral("-");

/// Rows that people know; the others are in the manifest.
constexpr const char *kShownTables[] = {"leads", "plumbers", "payments", "notifications"};

QString storeInWords(Store store)
{
    switch (store) {
    case Store::Embedded:
        return QStringLiteral("in the data folder");
    case Store::Hosted:
        return QStringLiteral("a Supabase project's database");
    case Store::Elsewhere:
        return QStringLiteral("not in this backup");
    }
    return {};
}

QString sizeText(qint64 bytes)
{
    return QStringLiteral("%1 MB").arg(double(bytes) / 1e6, 0, 'f', 1);
}

QByteArray secretsText(const BackupReport &report)
{
    if (report.lacksSecrets)
        return "The secrets are not in it. Use --recipient to encrypt it, and they will be.\n";
    if (report.secrets.isEmpty())
        return {};
    return "The secrets are apart, in " + report.secrets.toUtf8() + ". Keep them elsewhere.\n";
}

} // namespace

QByteArray backupText(const Manifest &manifest)
{
    QList<QStringList> rows{{QStringLiteral("taken"), printedTime(manifest.takenAt)},
                            {QStringLiteral("version"), manifest.version},
                            {QStringLiteral("data"), storeInWords(manifest.store)},
                            {QStringLiteral("size"), sizeText(manifest.bytes())}};
    for (const char *table : kShownTables)
        if (const QString name = QString::fromLatin1(table); manifest.storeRows.contains(name))
            rows += {name, QString::number(manifest.storeRows.value(name))};
    rows += {QStringLiteral("journal"),
             QString::number(manifest.journalRows.value(QStringLiteral("entries"))) + QStringLiteral(" entries")};
    return printedTable(rows);
}

void BackupCommand::describe(CLI::App &app)
{
    app.footer("backup /var/backups/plumber-leads --keep-daily 7 --keep-weekly 4 --keep-monthly 12\n"
               "backup - --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p");
    addArgument(app, "DIR", m_target, "The folder for the archive, or - for standard output.")->required();
    addList(app, "--recipient", "KEY", m_recipients,
            "Encrypt for this public key of age, such as age1…; may be repeated. Without one, the secrets go into a "
            "file of their own.");
    addNumber(app, "--keep-daily", m_daily,
              "Keep the newest backup of each of the last N days that have one, and delete those that no rule keeps. "
              "Without a rule, nothing is deleted.");
    addNumber(app, "--keep-weekly", m_weekly, "The same for weeks.");
    addNumber(app, "--keep-monthly", m_monthly, "The same for months.");
    addText(app, "--database-url", "URL", m_databaseUrl,
            "The Supabase project's database, as for migrate. Its password is read from DB_PASSWORD. Default: the "
            "project that SUPABASE_URL names.");
    addText(app, "--pooler", "HOST", m_pooler, "The session pooler's host, as for migrate.");
    addFlag(app, "--journal-only", m_leavesStore,
            "Leave out the Supabase project's database: somebody else backs it up.");
    addDataOption(app, m_dataPath);
}

void BackupCommand::start()
{
    Q_EMIT finished(run());
}

Result<QByteArray> BackupCommand::run() const
{
    const auto made = plan();
    if (!made)
        return made.error();
    const auto report = takeBackup(*made);
    if (!report)
        return report.error();
    const QByteArray text = textOf(*report);
    const auto noted = writePrivateFile(QDir(made->source.dataDir).filePath(QStringLiteral("last-backup")), text);
    if (!noted)
        return noted.error();
    if (!made->folder.isEmpty())
        return text;
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr); // the archive has standard output
    return QByteArray();
}

Result<BackupPlan> BackupCommand::plan() const
{
    for (const QString &recipient : m_recipients)
        if (!isRecipient(recipient))
            return usageError(QStringLiteral("--recipient must be a public key such as age1…, not %1.").arg(recipient));
    const KeepingRules rules{m_daily.value_or(0), m_weekly.value_or(0), m_monthly.value_or(0)};
    const bool isStream = m_target == kStandardStream;
    if (isStream && !rules.keepsAll())
        return usageError(QStringLiteral("--keep-daily, --keep-weekly, and --keep-monthly need a folder."));
    const auto found = source();
    if (!found)
        return found.error();
    return BackupPlan{*found, isStream ? QString() : QDir(m_target).absolutePath(), m_recipients, rules};
}

Result<BackupSource> BackupCommand::source() const
{
    const auto environment = withCredentials(QProcessEnvironment::systemEnvironment());
    if (!environment)
        return environment.error();
    BackupSource source{.dataDir = QDir(m_dataPath.isEmpty() ? DataDir::defaultPath() : m_dataPath).absolutePath(),
                        .version = QStringLiteral(PL_VERSION),
                        .environment = *environment};
    const bool isRemote = !source.environment.value(QStringLiteral("SUPABASE_URL")).trimmed().isEmpty() ||
                          !m_databaseUrl.isEmpty() || !m_pooler.isEmpty();
    if (m_leavesStore || !isRemote) {
        source.store = m_leavesStore ? Store::Elsewhere : Store::Embedded;
        return source;
    }
    const auto address = migrate::DatabaseAddress::find(m_databaseUrl, source.environment, m_pooler);
    if (!address)
        return Error{address.error().code,
                     address.error().message + QStringLiteral(" With --journal-only, the database is left out.")};
    if (const QString warning = address->tlsWarning(); !warning.isEmpty())
        qCWarning(lcBackup).noquote() << warning;
    source.store = Store::Hosted;
    source.database = *address;
    return source;
}

QByteArray BackupCommand::textOf(const BackupReport &report) const
{
    QByteArray text = backupText(report.manifest);
    text += report.archive.isEmpty() ? QByteArray() : "Written: " + report.archive.toUtf8() + '\n';
    text += secretsText(report);
    for (const QString &name : report.deleted)
        text += "Deleted: " + name.toUtf8() + '\n';
    return text;
}

} // namespace pl
