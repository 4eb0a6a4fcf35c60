#pragma once

#include "server/backup/backuptask.h"
#include "server/main/commands/command.h"

namespace pl {

/// `backup DIR|-`: takes a backup, whoever writes meanwhile (server/backup/backuptask.h), and notes in the data folder
/// that there is one, for the window's page Server.
class BackupCommand : public Command
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;
    void start() override;

private:
    Result<QByteArray> run() const;
    Result<backup::BackupPlan> plan() const;
    Result<backup::BackupSource> source() const;
    QByteArray textOf(const backup::BackupReport &report) const;

    QString m_target;
    QString m_dataPath;
    QStringList m_recipients;
    std::optional<int> m_daily;
    std::optional<int> m_weekly;
    std::optional<int> m_monthly;
    QString m_databaseUrl;
    QString m_pooler;
    bool m_leavesStore = false;
};

/// What is in a backup, as both commands print it.
QByteArray backupText(const backup::Manifest &manifest);

} // namespace pl
