#pragma once

#include "server/main/commands/command.h"
#include "server/move/officemove.h"

namespace pl {

class DataDir;

/// `move-to-supabase`: an office that began with the embedded store moves to a Supabase project. Afterwards the data
/// folder knows that its own database is history (Backend).
class MoveCommand : public Command
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;
    void start() override;

private:
    Result<QByteArray> run() const;
    Result<QByteArray> moveInto(migrate::PostgresConnection &database, const DataDir &dataDir) const;
    Result<QByteArray> go(move::OfficeMove &move, const move::MoveProgress &progress, const DataDir &dataDir) const;

    QString m_databaseUrl;
    QString m_pooler;
    QString m_dataPath;
    bool m_isDryRun = false;
    bool m_isSure = false;
    bool m_startsOver = false;
};

} // namespace pl
