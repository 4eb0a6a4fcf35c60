#include "tests/integration/activatedserver.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

namespace pl::test {

namespace {

constexpr int kRestartPatienceMs = 20000;
constexpr int kFirstFree = 100; // above what a process opens for itself while it starts another

} // namespace

ActivatedServer::ActivatedServer(QString dataDir) : m_dataDir(std::move(dataDir))
{
    m_holder.setListenBacklogSize(1024);
    if (m_holder.listen(QHostAddress::LocalHost)) {
        m_holder.pauseAccepting();
        m_descriptor = ::fcntl(int(m_holder.socketDescriptor()), F_DUPFD, kFirstFree);
    }
}

ActivatedServer::~ActivatedServer()
{
    (void)stop();
    ::close(m_descriptor);
}

/// Only the new process knows its id, which the protocol asks for; so a shell says it and becomes the server.
bool ActivatedServer::start()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LISTEN_FDS"), QStringLiteral("1"));
    m_process.setProcessEnvironment(environment);
    const QString number = QString::number(m_descriptor);
    m_process.start(QStringLiteral("/bin/bash"),
                    {QStringLiteral("-c"), QStringLiteral("export LISTEN_PID=$$; exec \"$@\" 3<&%1 %1<&-").arg(number),
                     QStringLiteral("bash"), QStringLiteral(PL_SERVER_PROGRAM), QStringLiteral("serve"),
                     QStringLiteral("--data"), m_dataDir});
    QByteArray output;
    return QTest::qWaitFor(
               [&] {
                   output += m_process.readAllStandardOutput();
                   return output.contains("listening on ") || m_process.state() == QProcess::NotRunning;
               },
               kRestartPatienceMs) &&
           output.contains("listening on ");
}

bool ActivatedServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return true;
    m_process.terminate();
    return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, kRestartPatienceMs);
}

bool ActivatedServer::restart()
{
    return stop() && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0 && start();
}

} // namespace pl::test
