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

Result<RunningServer::Options> ServeCommand::readOptions() const
{
    const auto listen = ListenAddress::parse(m_listen);
    if (!listen)
        return usageError(listen.error().message);
    const auto settings = Settings::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!settings)
        return settings.error();
    if (m_isStoreOnly && settings->supabaseUrl)
        return usageError(QStringLiteral("--store-only keeps the data here, but SUPABASE_URL says it is elsewhere. "
                                         "Remove one of them."));
    return RunningServer::Options{*listen, *settings, m_dataPath, m_isDemo, m_isStoreOnly};
}

void ServeCommand::start()
{
    const auto options = readOptions();
    if (!options)
        return Q_EMIT finished(options.error());
    log::install();
    m_signals = std::make_unique<StopSignals>();
    m_service = std::make_unique<RunningServer>(*options);
    connect(m_service.get(), &RunningServer::ready, this, [](const QString &url) {
        std::printf("listening on %s\n", qPrintable(url));
        std::fflush(stdout);
    });
    connect(m_service.get(), &RunningServer::failed, this, [this](const Error &error) { Q_EMIT finished(error); });
    connect(
        m_service.get(), &RunningServer::stopped, this,
        [this] {
            m_service.reset();
            log::info("stopped");
            Q_EMIT finished(QByteArray());
        },
        Qt::QueuedConnection); // the service is deleted here
    connect(m_signals.get(), &StopSignals::stopRequested, m_service.get(), [this] {
        log::info("stopping");
        m_service->stop();
    });
    if (const auto started = m_service->start(); !started)
        Q_EMIT finished(started.error());
}

} // namespace pl
