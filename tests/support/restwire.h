#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QThread>

#include <memory>
#include <mutex>
#include <utility>

namespace pl::test {

/// A connection to a store that counts: it listens on a port of its own, passes every byte on, and keeps what was asked
/// and what came back. Works on a thread of its own, so that tests may block.
class RestWire
{
public:
    struct Exchange
    {
        QByteArray method;
        QByteArray target;
        QList<std::pair<QByteArray, QByteArray>> headers; ///< of the request
        QByteArray body;                                  ///< of the request
        int status = 0;                                   ///< 0: no answer came
        qint64 bytesUp = 0;
        qint64 bytesDown = 0;

        QByteArray header(const QByteArray &name) const;
        /// "staff GET leads", or for a server "billing GET payments".
        QString kind() const;
    };

    /// `target`: "http://127.0.0.1:PORT".
    explicit RestWire(const QString &target);
    ~RestWire();

    /// "http://127.0.0.1:PORT"
    QString url() const { return m_url; }
    QList<Exchange> exchanges() const;
    /// Forgets what came so far.
    void clear();

    /// How often each kind of request was made.
    static QMap<QString, int> countByKind(const QList<Exchange> &exchanges);

private:
    class Line;
    class Listener;
    void note(const Exchange &exchange);

    QString m_url;
    mutable std::mutex m_mutex;
    QList<Exchange> m_exchanges;
    QThread m_thread;
    Listener *m_listener = nullptr; // on m_thread
};

} // namespace pl::test
