#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pl::test {

/// A real nginx or Caddy in front of a server on this machine. With a configuration of the test's own it has one
/// connection to the server, which all clients share and keep; with a shipped one, that file says it all but addresses,
/// ports and certificates: it speaks plain HTTP on this machine. What it passes on bears `X-Forwarded-For`. Ends with
/// this object.
class ReverseProxy
{
public:
    enum class Kind {
        Nginx,          ///< reads a whole body before it asks the server: its default
        StreamingNginx, ///< passes bodies on as they come
        Caddy,          ///< the same, by another program
        ShippedNginx,   ///< packaging/droplet/nginx.conf
        ShippedCaddy    ///< packaging/droplet/Caddyfile
    };
    ReverseProxy(quint16 upstream, Kind kind);
    ~ReverseProxy();

    /// False when it does not come up; `errorOutput` says why.
    bool start();
    quint16 port() const { return m_port; }
    QByteArray errorOutput() { return m_process.readAllStandardError(); }

private:
    bool isCaddy() const { return m_kind == Kind::Caddy || m_kind == Kind::ShippedCaddy; }
    QByteArray configuration() const;
    QByteArray nginxConfiguration() const;
    QByteArray caddyConfiguration() const;
    QByteArray shippedNginxConfiguration() const;
    QByteArray shippedCaddyConfiguration() const;
    bool write(const QString &name, const QByteArray &text) const;
    void run(const QString &program, const QStringList &arguments);

    QTemporaryDir m_dir;
    QProcess m_process;
    const quint16 m_upstream;
    const Kind m_kind;
    const quint16 m_port;
};

} // namespace pl::test
