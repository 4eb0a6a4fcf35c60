#pragma once

#include "server/main/commands/command.h"

namespace pl {

/// migrate: brings a Supabase project's database to this version. The embedded one migrates itself.
class MigrateCommand : public Command
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;
    void start(const QCommandLineParser &parser) override;
};

} // namespace pl
