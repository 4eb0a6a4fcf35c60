#pragma once

#include "models/supabase/officenews.h"
#include "server/notify/messagecall.h"

#include <QTimer>

namespace pl::notify {

/// Sends what is due in `notifications`, several messages at once, for ever. Any number of servers may run one on the
/// same store: each row is claimed by its version.
///
/// What has no service stays pending and says so in its `error`; should the service be set later, what is still of use
/// then goes out (verdict.h). While the store is away everything waits, longer with every failure.
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
    void follow(supabase::OfficeNews &news);
    void start();
    /// Looks now instead of at the next interval.
    void wake();

Q_SIGNALS:
    /// What became of a message: the words of MessageCall::ended.
    void handled(const QUuid &id, const QString &channel, const QString &outcome);
    /// The store is away; the next try is after `pause`.
    void delayed(const QString &reason, std::chrono::milliseconds pause);
    /// The store said what is due.
    void worked();

private:
    void round();
    void reportUnserved(QStringList channels);
    void markUnserved(const QStringList &channels);
    void fetch();
    void take(const QList<Notification> &rows);
    void pump();
    void onEnded(const Notification &row, const QString &outcome, const Result<> &written);
    void rest(std::chrono::milliseconds length);
    void pause(const Error &error);
    QStringList channels(bool served) const;

    const MessageTools m_tools;
    Pace m_pace;
    QTimer m_timer;
    QList<Notification> m_queue;
    int m_busy = 0;
    int m_failures = 0;
    bool m_isRound = false;
    bool m_isWoken = false;
    std::optional<Error> m_outage; ///< of this round
};

} // namespace pl::notify
