#pragma once

#include "server/main/commands/command.h"
#include "server/main/lifesigns.h"
#include "server/main/runningserver.h"
#include "server/main/servicemanager.h"
#include "server/main/stopsignals.h"

namespace pl {

/// `serve`: runs the server until it is asked to stop. A service manager that started it may hand over the socket to
/// listen on, hears when the server is ready and when it stops, and gets signs of life while its journal works.
class ServeCommand : public Command
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;
    void start() override;

private:
    Result<RunningServer::Options> readOptions() const;
    Result<std::optional<qintptr>> socket() const;
    void run(const RunningServer::Options &options);
    void onReady(const QString &url);
    void onStopRequested();
    void onStopped();
    void giveUp(const Error &error);

    QString m_listen = QStringLiteral("127.0.0.1:8080");
    QString m_dataPath;
    bool m_isDemo = false;
    bool m_isStoreOnly = false;

    std::optional<ServiceManager> m_manager;
    std::unique_ptr<StopSignals> m_signals;
    std::unique_ptr<RunningServer> m_service;
    std::unique_ptr<LifeSigns> m_lifeSigns;
};

} // namespace pl
