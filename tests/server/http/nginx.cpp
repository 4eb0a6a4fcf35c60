#include "tests/server/http/nginx.h"

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

} // namespace

Nginx::Nginx(quint16 upstream, Bodies bodies) : m_upstream(upstream), m_bodies(bodies), m_port(freePort()) {}

Nginx::~Nginx()
{
    m_process.terminate();
    (void)QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 10000);
}

bool Nginx::start()
{
    QFile file(m_dir.filePath(QStringLiteral("nginx.conf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(configuration()) < 0)
        return false;
    file.close();
    m_process.start(QStringLiteral(PL_NGINX), {QStringLiteral("-p"), m_dir.path(), QStringLiteral("-c"),
                                               file.fileName(), QStringLiteral("-e"), QStringLiteral("stderr")});
    return QTest::qWaitFor(
        [this] {
            RawClient client(m_port);
            return QTest::qWaitFor([&client] { return client.isConnected(); }, 200);
        },
        20000);
}

QByteArray Nginx::configuration() const
{
    QByteArray text = R"(
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events {}
http {
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
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
            proxy_set_header X-Passed nginx;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }
    }
}
)";
    return text.replace("UPSTREAM", QByteArray::number(m_upstream))
        .replace("PORT", QByteArray::number(m_port))
        .replace("BUFFERING", m_bodies == Bodies::Collected ? "on" : "off");
}

} // namespace pl::test
