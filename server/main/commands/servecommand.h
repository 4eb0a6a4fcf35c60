#pragma once

#include "server/main/commands/command.h"
#include "server/main/runningserver.h"
#include "server/main/stopsignals.h"

namespace pl {

/// `serve`: runs the server until it is asked to stop.
class ServeCommand : public Command
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;
    void start() override;

private:
    Result<RunningServer::Options> readOptions() const;

    QString m_listen = QStringLiteral("127.0.0.1:8080");
    QString m_dataPath;
    bool m_isDemo = false;
    bool m_isStoreOnly = false;

    std::unique_ptr<StopSignals> m_signals;
    std::unique_ptr<RunningServer> m_service;
};

} // namespace pl
