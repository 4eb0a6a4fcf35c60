#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>
#include <memory>

namespace pl::test {

/// A connection to a server of the test's that breaks on demand: it listens on a port of its own and passes bytes on
/// both ways. Runs on the test's event loop.
class TroubledWire : public QObject
{
    Q_OBJECT
public:
    enum class Trouble {
        Hangs,     ///< the request is swallowed and nothing ever comes back
        Late,      ///< the request arrives, the answer comes after `lateness`
        Half,      ///< the request arrives, half of the answer comes back and then nothing
        CutInHead, ///< the request arrives, the connection is closed within the answer's first line
        CutInBody  ///< the request arrives, the connection is closed before the answer's end
    };

    /// `target`: "http://127.0.0.1:PORT".
    explicit TroubledWire(const QString &target, QObject *parent = nullptr);

    bool listen();
    QString url() const;
    /// The next requests that begin so ("POST /v1/refunds") meet it, each once.
    void trouble(const QByteArray &requestStart, Trouble trouble, int times = 1);
    void setLateness(std::chrono::milliseconds lateness) { m_lateness = lateness; }
    /// How many troubles are still to come.
    int troublesLeft() const { return m_times; }

private:
    struct Line;
    void accept(QTcpSocket *client);
    void fromClient(const std::shared_ptr<Line> &line);
    void fromServer(const std::shared_ptr<Line> &line);

    const QString m_target;
    QTcpServer m_listener;
    QByteArray m_requestStart;
    Trouble m_trouble = Trouble::Hangs;
    int m_times = 0;
    std::chrono::milliseconds m_lateness{3000};
};

} // namespace pl::test
