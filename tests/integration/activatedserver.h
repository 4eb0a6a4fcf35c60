#pragma once

#include <QProcess>
#include <QTcpServer>

namespace pl::test {

/// The real server program on a socket that somebody else holds, as systemd's socket unit does: while it restarts,
/// connections wait there. Ends with this object.
class ActivatedServer
{
public:
    /// `dataDir` is the folder with the server's data.
    explicit ActivatedServer(QString dataDir);
    ~ActivatedServer();

    /// False when it doesn't come up; `errorOutput` says why.
    bool start();
    /// Asks it to end and starts it again.
    bool restart();
    quint16 port() const { return m_holder.serverPort(); }
    QByteArray errorOutput() { return m_process.readAllStandardError().right(4000); }

private:
    bool stop();

    const QString m_dataDir;
    QTcpServer m_holder; ///< listens and never accepts
    int m_descriptor = -1;
    QProcess m_process;
};

} // namespace pl::test
