#pragma once

#include "server/backup/restoretask.h"
#include "server/main/commands/command.h"
#include "server/main/datadir.h"

namespace pl {

/// `restore ARCHIVE|-`: says what a backup brings, and puts it into an empty data folder on which no server runs.
class RestoreCommand : public Command
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;
    void start() override;

private:
    Result<QByteArray> run() const;
    Result<backup::RestorePlan> plan() const;
    /// The folder, empty and locked as by a server.
    Result<std::unique_ptr<journal::FileLock>> takeFolder() const;
    QByteArray textOf(const backup::RestoreReport &report) const;
    QString dataDir() const;

    QString m_archive;
    QString m_dataPath;
    QString m_identity;
    QString m_secrets;
    QString m_databaseUrl;
    bool m_onlyChecks = false;
};

} // namespace pl
