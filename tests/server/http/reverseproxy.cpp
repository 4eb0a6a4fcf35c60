#include "tests/server/http/reverseproxy.h"

#include "tests/server/http/rawclient.h"

#include <QFile>
#include <QTcpServer>
#include <QTest>

namespace pl::test {

namespace {

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

// Before what a site says: all of it in this folder and this process, and connections enough for an attack.
const QByteArray kNginx = R"(
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
)";

const QByteArray kCaddyOptions = R"({
    admin off
    auto_https off
    log {
        level ERROR
    }
)";
const QByteArray kCaddy = kCaddyOptions + "}\n";

QByteArray shipped(const QString &name)
{
    QFile file(QStringLiteral(PL_TEST_DATA "/../packaging/droplet/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A line that is missing would leave the test with another file than the shipped one.
void put(QByteArray &text, const QByteArray &line, const QByteArray &other)
{
    if (!text.contains(line))
        qFatal("The shipped configuration has no line %s", line.constData());
    text.replace(line, other);
}

} // namespace

ReverseProxy::ReverseProxy(quint16 upstream, Kind kind) : m_upstream(upstream), m_kind(kind), m_port(freePort()) {}

ReverseProxy::~ReverseProxy()
{
    m_process.terminate();
    (void)QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 10000);
}

bool ReverseProxy::start()
{
    const QString name = isCaddy() ? QStringLiteral("Caddyfile") : QStringLiteral("nginx.conf");
    if (!write(name, configuration()))
        return false;
    const QString file = m_dir.filePath(name);
    if (isCaddy())
        run(QStringLiteral(PL_CADDY), {QStringLiteral("run"), QStringLiteral("--adapter"), QStringLiteral("caddyfile"),
                                       QStringLiteral("--config"), file});
    else
        run(QStringLiteral(PL_NGINX), {QStringLiteral("-p"), m_dir.path(), QStringLiteral("-c"), file,
                                       QStringLiteral("-e"), QStringLiteral("stderr")});
    return QTest::qWaitFor(
        [this] {
            RawClient client(m_port);
            return QTest::qWaitFor([&client] { return client.isConnected(); }, 200);
        },
        20000);
}

bool ReverseProxy::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_dir.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// Caddy keeps what it knows of certificates in the user's folders.
void ReverseProxy::run(const QString &program, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
        environment.insert(QString::fromLatin1(name), m_dir.path());
    m_process.setProcessEnvironment(environment);
    m_process.start(program, arguments);
}

QByteArray ReverseProxy::configuration() const
{
    switch (m_kind) {
    case Kind::Nginx:
    case Kind::StreamingNginx:
        return kNginx + nginxConfiguration() + "}\n";
    case Kind::Caddy:
        return kCaddy + caddyConfiguration();
    case Kind::ShippedNginx:
        return kNginx + shippedNginxConfiguration() + "}\n";
    case Kind::ShippedCaddy:
        return shippedCaddyConfiguration();
    }
    return {};
}

QByteArray ReverseProxy::nginxConfiguration() const
{
    QByteArray text = R"(
    upstream server { server 127.0.0.1:UPSTREAM; keepalive 1; }
    server {
        listen 127.0.0.1:PORT;
        client_max_body_size 1m;
        ignore_invalid_headers off;
        underscores_in_headers on;
        proxy_request_buffering BUFFERING;
        location / {
            proxy_pass http://server;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }
    }
)";
    return text.replace("UPSTREAM", QByteArray::number(m_upstream))
        .replace("PORT", QByteArray::number(m_port))
        .replace("BUFFERING", m_kind == Kind::Nginx ? "on" : "off");
}

QByteArray ReverseProxy::caddyConfiguration() const
{
    QByteArray text = R"(
http://:PORT {
    bind 127.0.0.1
    reverse_proxy 127.0.0.1:UPSTREAM {
        transport http {
            keepalive_idle_conns_per_host 1
            max_conns_per_host 1
        }
    }
}
)";
    return text.replace("UPSTREAM", QByteArray::number(m_upstream)).replace("PORT", QByteArray::number(m_port));
}

QByteArray ReverseProxy::shippedNginxConfiguration() const
{
    QByteArray text = shipped(QStringLiteral("nginx.conf"));
    const QByteArray certificate = "/etc/letsencrypt/live/leads.example.com/";
    put(text, "listen [::]:80;", "");
    put(text, "listen [::]:443 ssl http2;", "");
    put(text, "listen 80;", "listen unix:redirect.socket;");
    put(text, "listen 443 ssl http2;", "listen 127.0.0.1:" + QByteArray::number(m_port) + ';');
    put(text, "ssl_certificate " + certificate + "fullchain.pem;", "");
    put(text, "ssl_certificate_key " + certificate + "privkey.pem;", "");
    put(text, "127.0.0.1:8080", "127.0.0.1:" + QByteArray::number(m_upstream));
    return text;
}

QByteArray ReverseProxy::shippedCaddyConfiguration() const
{
    QByteArray text = shipped(QStringLiteral("Caddyfile"));
    put(text, "\n{\n", '\n' + kCaddyOptions);
    put(text, "\nleads.example.com {", "\nhttp://:" + QByteArray::number(m_port) + " {\n    bind 127.0.0.1");
    put(text, "127.0.0.1:8080", "127.0.0.1:" + QByteArray::number(m_upstream));
    return text;
}

} // namespace pl::test
