#include "tests/support/restwire.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <nlohmann/json.hpp>

#include <deque>
#include <optional>

namespace pl::test {

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

QByteArray headerOf(const Headers &headers, const QByteArray &name)
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

/// A message's head: its first line and its fields.
struct Head
{
    QByteArray line;
    Headers headers;
    qsizetype size = 0; ///< with the empty line behind it
};

std::optional<Head> headIn(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    QList<QByteArray> lines = bytes.left(end).split('\n');
    Head head{lines.takeFirst().trimmed(), {}, end + 4};
    for (const QByteArray &line : lines)
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            head.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    return head;
}

/// The claims of a JWT, unchecked.
nlohmann::json claimsIn(const QByteArray &token)
{
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3)
        return nullptr;
    const auto json = QByteArray::fromBase64(parts.at(1), QByteArray::Base64UrlEncoding);
    return nlohmann::json::parse(json.toStdString(), nullptr, false);
}

QString roleIn(const QByteArray &token)
{
    const nlohmann::json claims = claimsIn(token);
    if (!claims.is_object())
        return {};
    const auto app = claims.value("app_metadata", nlohmann::json::object());
    const std::string role = app.is_object() ? app.value("role", std::string()) : std::string();
    return QString::fromStdString(role.empty() ? claims.value("role", std::string()) : role);
}

} // namespace

QByteArray RestWire::Exchange::header(const QByteArray &name) const
{
    return headerOf(headers, name);
}

QString RestWire::Exchange::kind() const
{
    const QByteArray info = header("X-Client-Info");
    const QString purpose = QString::fromLatin1(info.mid(info.indexOf('(') + 1).chopped(info.contains('(') ? 1 : 0));
    const QString role = roleIn(header("Authorization").mid(7));
    const QString who =
        purpose.isEmpty() || purpose == u"desktop" ? (role.isEmpty() ? QStringLiteral("anon") : role) : purpose;
    QByteArray path = target.left(target.indexOf('?'));
    path = path.startsWith("/rest/v1/") ? path.mid(9) : path.mid(1);
    return who + u' ' + QString::fromLatin1(method) + u' ' + QString::fromLatin1(path);
}

/// A client's connection and the one to the store that belongs to it.
class RestWire::Line : public QObject
{
public:
    Line(RestWire &wire, QTcpSocket *client, const QUrl &target, QObject *parent)
        : QObject(parent), m_wire(wire), m_client(client), m_store(new QTcpSocket(this))
    {
        m_client->setParent(this);
        connect(m_client, &QTcpSocket::readyRead, this, &Line::fromClient);
        connect(m_store, &QTcpSocket::readyRead, this, &Line::fromStore);
        connect(m_client, &QTcpSocket::disconnected, this, &Line::end);
        connect(m_store, &QTcpSocket::disconnected, this, [this] {
            fromStore();
            m_client->disconnectFromHost();
        });
        connect(m_store, &QTcpSocket::errorOccurred, this, [this] { m_client->disconnectFromHost(); });
        m_store->connectToHost(target.host(), quint16(target.port()));
    }

private:
    void end()
    {
        for (const Exchange &unanswered : std::exchange(m_open, {}))
            m_wire.note(unanswered);
        m_store->disconnectFromHost();
        deleteLater();
    }

    void fromClient()
    {
        const QByteArray bytes = m_client->readAll();
        m_store->write(bytes);
        m_asked += bytes;
        while (const auto head = headIn(m_asked)) {
            const qsizetype size = head->size + headerOf(head->headers, "Content-Length").toLongLong();
            if (m_asked.size() < size)
                return;
            const QList<QByteArray> words = head->line.split(' ');
            m_open.push_back({words.value(0), words.value(1), head->headers, m_asked.mid(head->size, size - head->size),
                              0, size, 0});
            m_asked.remove(0, size);
        }
    }

    void fromStore()
    {
        const QByteArray bytes = m_store->readAll();
        m_client->write(bytes);
        m_answered += bytes;
        while (!m_open.empty()) {
            const auto head = headIn(m_answered);
            if (!head)
                return;
            const int status = head->line.split(' ').value(1).toInt();
            const bool isBare = m_open.front().method == "HEAD" || status == 204 || status == 304 || status < 200;
            const qsizetype size = head->size + (isBare ? 0 : headerOf(head->headers, "Content-Length").toLongLong());
            if (m_answered.size() < size)
                return;
            m_answered.remove(0, size);
            if (status < 200)
                continue;
            m_open.front().status = status;
            m_open.front().bytesDown = size;
            m_wire.note(m_open.front());
            m_open.pop_front();
        }
    }

    RestWire &m_wire;
    QTcpSocket *m_client;
    QTcpSocket *m_store;
    QByteArray m_asked;
    QByteArray m_answered;
    std::deque<Exchange> m_open;
};

class RestWire::Listener : public QTcpServer
{
public:
    Listener(RestWire &wire, const QUrl &target)
    {
        connect(this, &QTcpServer::newConnection, this, [this, &wire, target] {
            while (QTcpSocket *client = nextPendingConnection())
                new Line(wire, client, target, this);
        });
    }
};

RestWire::RestWire(const QString &target)
{
    m_thread.start();
    auto *context = new QObject;
    context->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        context,
        [this, target] {
            m_listener = new Listener(*this, QUrl(target));
            if (m_listener->listen(QHostAddress::LocalHost))
                m_url = QStringLiteral("http://127.0.0.1:%1").arg(m_listener->serverPort());
        },
        Qt::BlockingQueuedConnection);
    context->deleteLater();
}

RestWire::~RestWire()
{
    QMetaObject::invokeMethod(
        m_listener, [this] { delete m_listener; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void RestWire::note(const Exchange &exchange)
{
    const std::lock_guard lock(m_mutex);
    m_exchanges.append(exchange);
}

QList<RestWire::Exchange> RestWire::exchanges() const
{
    const std::lock_guard lock(m_mutex);
    return m_exchanges;
}

void RestWire::clear()
{
    const std::lock_guard lock(m_mutex);
    m_exchanges.clear();
}

QMap<QString, int> RestWire::countByKind(const QList<Exchange> &exchanges)
{
    QMap<QString, int> counts;
    for (const Exchange &exchange : exchanges)
        ++counts[exchange.kind()];
    return counts;
}

} // namespace pl::test
