#pragma once

#include "models/base/answer.h"
#include "server/notify/messagecall.h"
#include "server/shared/workloop.h"

namespace pl::notify {

/// Sends what is due in `notifications`, several messages at once, for ever. Any number of servers may run one on the
/// same store: each row is claimed by its version.
///
/// What has no service stays pending and says so in its `error`; should the service be set later, what is still of use
/// then goes out (verdict.h). While the store is away everything waits, longer with every failure and at least as long
/// as a Retry-After asks.
class Outbox : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds interval{1000};
        std::chrono::milliseconds firstPause{500}; ///< doubled with every failure
        std::chrono::milliseconds longestPause{60'000};
        int batch = 40;
        int parallel = 8;
    };
    Outbox(MessageTools tools, Pace pace, QObject *parent = nullptr);

    /// From now on it looks when there is news of messages or one falls due, and otherwise once a minute. `news` must
    /// outlive the outbox.
    void follow(supabase::OfficeNews &news) { m_loop.follow(news, {"notifications"}); }
    void start() { m_loop.start(); }
    /// Looks now instead of at the next interval.
    void wake() { m_loop.wake(); }

Q_SIGNALS:
    /// What became of a message: the words of MessageCall, or "delayed" for an error.
    void handled(const QUuid &id, const QString &channel, const QString &outcome);
    /// The store is away, or took no word about a message; the next try is after `pause`.
    void delayed(const QString &reason, std::chrono::milliseconds pause);
    /// Nothing is due, or a message was handled.
    void worked();

private:
    using Rows = pl::Answer<nlohmann::json>;
    QFuture<Result<nlohmann::json>> look();
    void reportUnserved(QStringList channels, const Rows &found);
    void markUnserved(const QStringList &channels, const Rows &found);
    void readDue(const Rows &found);
    nlohmann::json dueOf(const nlohmann::json &rows);
    QFuture<Result<>> send(const nlohmann::json &row);
    QStringList channels(bool served) const;

    const MessageTools m_tools;
    const int m_batch;
    shared::WorkLoop m_loop;
};

} // namespace pl::notify
