#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pl::test {

/// A real nginx in front of a server on this machine, with one connection to it that all clients share and keep. It
/// marks what it passes on by `X-Passed: nginx`. Ends with this object.
class Nginx
{
public:
    enum class Bodies {
        Collected, ///< nginx reads a whole body before it asks the server: its default
        Streamed
    };
    Nginx(quint16 upstream, Bodies bodies);
    ~Nginx();

    /// False when it does not come up; `errorOutput` says why.
    bool start();
    quint16 port() const { return m_port; }
    QByteArray errorOutput() { return m_process.readAllStandardError(); }

private:
    QByteArray configuration() const;

    QTemporaryDir m_dir;
    QProcess m_process;
    const quint16 m_upstream;
    const Bodies m_bodies;
    const quint16 m_port;
};

} // namespace pl::test
