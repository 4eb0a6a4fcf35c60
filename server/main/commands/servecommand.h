#pragma once

#include "server/main/commands/command.h"
#include "server/main/runningserver.h"
#include "server/main/stopsignals.h"

namespace pl {

/// serve: the server itself, until it is asked to stop.
class ServeCommand : public Command
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;
    void start(const QCommandLineParser &parser) override;

private:
    Result<RunningServer::Options> readOptions(const QCommandLineParser &parser) const;

    std::unique_ptr<StopSignals> m_signals;
    std::unique_ptr<RunningServer> m_service;
};

} // namespace pl
