#include "server/migrate/migration.h"

#include "server/migrate/statements.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

// Outside any namespace, as Q_INIT_RESOURCE requires: a static library's resources must be initialized explicitly.
static void initMigrations()
{
    Q_INIT_RESOURCE(supabasemigrations);
}

namespace pl::migrate {

namespace {

/// A checkout on Windows may have CRLF line ends; the history must not.
Result<QStringList> statementsIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Internal, QStringLiteral("%1 can't be read: %2").arg(path, file.errorString())};
    return splitStatements(QString::fromUtf8(file.readAll()).remove(u'\r'));
}

} // namespace

Result<QList<Migration>> migrationsIn(const QString &folder)
{
    static const QRegularExpression fileName(QStringLiteral("^([0-9]+)_(.*)\\.sql$"));
    QList<Migration> migrations;
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files, QDir::Name)) {
        const auto match = fileName.match(info.fileName());
        if (!match.hasMatch())
            continue;
        const auto statements = statementsIn(info.filePath());
        if (!statements)
            return statements.error();
        migrations += {match.captured(1), match.captured(2), *statements};
    }
    return migrations;
}

Result<QList<Migration>> ownMigrations()
{
    initMigrations();
    return migrationsIn(QStringLiteral(":/supabase/migrations"));
}

Result<QStringList> ownSeed()
{
    initMigrations();
    return statementsIn(QStringLiteral(":/supabase/seed.sql"));
}

} // namespace pl::migrate
