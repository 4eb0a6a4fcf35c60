#include "server/main/commands/servecommand.h"

#include "server/main/logging.h"

#include <cstdio>

namespace pl {

void ServeCommand::describe(QCommandLineParser &parser) const
{
    parser.addOption({QStringLiteral("listen"), QStringLiteral("Where to listen; port 0 takes a free one."),
                      QStringLiteral("HOST:PORT"), QStringLiteral("127.0.0.1:8080")});
    parser.addOption(
        {QStringLiteral("data"), QStringLiteral("The folder for the server's data."), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("demo"), QStringLiteral("Fill an empty store with sample data and accounts.")});
    parser.addOption({QStringLiteral("store-only"),
                      QStringLiteral("Only keep the data, for other servers that work on it by SUPABASE_URL.")});
    parser.addPositionalArgument(QStringLiteral("serve"), QStringLiteral("Runs the server."),
                                 QStringLiteral("[serve]"));
}

Result<RunningServer::Options> ServeCommand::readOptions(const QCommandLineParser &parser) const
{
    if (parser.positionalArguments().size() > 1)
        return usageError(QStringLiteral("serve takes no arguments."));
    const auto listen = ListenAddress::parse(parser.value(QStringLiteral("listen")));
    if (!listen)
        return usageError(listen.error().message);
    const auto settings = Settings::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!settings)
        return settings.error();
    const bool isStoreOnly = parser.isSet(QStringLiteral("store-only"));
    if (isStoreOnly && settings->supabaseUrl)
        return usageError(
            QStringLiteral("--store-only keeps the data here, and SUPABASE_URL says that they are elsewhere. "
                           "Leave one of them out."));
    return RunningServer::Options{*listen, *settings, parser.value(QStringLiteral("data")),
                                  parser.isSet(QStringLiteral("demo")), isStoreOnly};
}

void ServeCommand::start(const QCommandLineParser &parser)
{
    const auto options = readOptions(parser);
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
