#include "server/main/commands/servecommand.h"

#include "server/main/commands/options.h"
#include "server/main/logging.h"

#include <cstdio>

namespace pl {

void ServeCommand::describe(CLI::App &app)
{
    app.footer("serve --listen 127.0.0.1:8080 --data ./office\n"
               "serve --demo");
    addText(app, "--listen", "HOST:PORT", m_listen, "The address to listen on; port 0 takes a free one.");
    addDataOption(app, m_dataPath);
    addFlag(app, "--demo", m_isDemo, "Fill an empty store with sample data and accounts.");
    addFlag(app, "--store-only", m_isStoreOnly,
            "Only keep the data, for other servers that use it through SUPABASE_URL.");
}

Result<std::optional<qintptr>> ServeCommand::socket() const
{
    const auto &sockets = m_manager->sockets();
    if (sockets.size() > 1)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("The service manager handed over %1 sockets, but the server listens on one. Give "
                                    "its socket unit one ListenStream=.")
                         .arg(sockets.size())};
    return sockets.isEmpty() ? std::optional<qintptr>() : std::optional<qintptr>(sockets.first());
}

Result<RunningServer::Options> ServeCommand::readOptions() const
{
    const auto listen = ListenAddress::parse(m_listen);
    if (!listen)
        return usageError(listen.error().message);
    const auto handedOver = socket();
    if (!handedOver)
        return handedOver.error();
    const auto settings = Settings::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!settings)
        return settings.error();
    if (m_isStoreOnly && settings->supabaseUrl)
        return usageError(QStringLiteral("--store-only keeps the data here, but SUPABASE_URL says it is elsewhere. "
                                         "Remove one of them."));
    return RunningServer::Options{*listen, *handedOver, *settings, m_dataPath, m_isDemo, m_isStoreOnly};
}

void ServeCommand::start()
{
    m_manager.emplace(ServiceManager::fromEnvironment());
    m_manager->tellStatus(QStringLiteral("Opening the store and the journal."));
    const auto options = readOptions();
    options ? run(*options) : giveUp(options.error());
}

void ServeCommand::run(const RunningServer::Options &options)
{
    log::install();
    m_signals = std::make_unique<StopSignals>();
    m_service = std::make_unique<RunningServer>(options);
    connect(m_service.get(), &RunningServer::ready, this, &ServeCommand::onReady);
    connect(m_service.get(), &RunningServer::failed, this, &ServeCommand::giveUp);
    connect(m_service.get(), &RunningServer::stopped, this, &ServeCommand::onStopped,
            Qt::QueuedConnection); // the service is deleted there
    connect(m_signals.get(), &StopSignals::stopRequested, m_service.get(), [this] { onStopRequested(); });
    if (const auto started = m_service->start(); !started)
        giveUp(started.error());
}

void ServeCommand::onReady(const QString &url)
{
    std::printf("listening on %s\n", qPrintable(url));
    std::fflush(stdout);
    if (!m_manager->sockets().isEmpty())
        log::info("socket-taken-over", {{"listening", url}, {"listen_option_ignored", m_listen}});
    m_manager->tellStatus(QStringLiteral("Listening on %1.").arg(url), "READY=1\n");
    if (m_manager->patience() <= std::chrono::microseconds(0))
        return;
    m_lifeSigns = std::make_unique<LifeSigns>(
        m_manager->patience(), [this] { return m_service->checkJournal(); },
        [this] { m_manager->tell("WATCHDOG=1\n"); });
    m_lifeSigns->start();
}

void ServeCommand::onStopRequested()
{
    log::info("stopping");
    m_manager->tellStatus(QStringLiteral("Finishing the requests that have begun."), "STOPPING=1\n");
    m_service->stop();
}

void ServeCommand::onStopped()
{
    m_lifeSigns.reset();
    m_service.reset();
    log::info("stopped");
    Q_EMIT finished(QByteArray());
}

void ServeCommand::giveUp(const Error &error)
{
    m_manager->tellStatus(error.message);
    Q_EMIT finished(error);
}

} // namespace pl
