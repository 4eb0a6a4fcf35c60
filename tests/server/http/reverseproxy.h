#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pl::test {

/// A real nginx or Caddy in front of a server on this machine, with one connection to it that all clients share and
/// keep. It marks what it passes on by `X-Passed: proxy`. Ends with this object.
class ReverseProxy
{
public:
    enum class Kind {
        Nginx,          ///< reads a whole body before it asks the server: its default
        StreamingNginx, ///< passes bodies on as they come
        Caddy           ///< the same, by another program
    };
    ReverseProxy(quint16 upstream, Kind kind);
    ~ReverseProxy();

    /// False when it does not come up; `errorOutput` says why.
    bool start();
    quint16 port() const { return m_port; }
    QByteArray errorOutput() { return m_process.readAllStandardError(); }

private:
    QByteArray nginxConfiguration() const;
    QByteArray caddyConfiguration() const;
    bool write(const QString &name, const QByteArray &text) const;
    void run(const QString &program, const QStringList &arguments);

    QTemporaryDir m_dir;
    QProcess m_process;
    const quint16 m_upstream;
    const Kind m_kind;
    const quint16 m_port;
};

} // namespace pl::test
