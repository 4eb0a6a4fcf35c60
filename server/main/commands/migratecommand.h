#pragma once

#include "server/main/commands/command.h"

namespace pl {

/// `migrate`: updates the database of a Supabase project to this version. The embedded one migrates itself.
class MigrateCommand : public Command
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;
    void start() override;

private:
    QString m_databaseUrl;
    QString m_pooler;
    bool m_isDryRun = false;
};

} // namespace pl
