#pragma once

#include "models/domain/messagesample.h"
#include "server/notify/messagecall.h"

#include <QTimer>

namespace pl::notify {

/// Shows the office what messages look like and sends an admin one on wish, by two rows of `settings`
/// (models/domain/messagesample.h): so it works wherever the window reaches the store, and whoever may write the wish
/// is the store's decision. Any number of servers may run one: a wish is claimed by its version. A test goes out once
/// or not at all; it waits for no morning, because the person has asked for it now, but STOP holds.
class SampleDesk : public QObject
{
    Q_OBJECT
public:
    SampleDesk(MessageTools tools, std::chrono::milliseconds interval, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// What became of a test: "sent" or "not_sent".
    void handled(const QString &channel, const QString &outcome);

private:
    void round();
    void look(const nlohmann::json &rows);
    void publish();
    void replace(const MessageSamples &samples);
    void claim(const MessageTest &wish, qint64 version);
    void askOptOut(const MessageTest &wish, qint64 version);
    void send(const MessageTest &wish, qint64 version);
    void tell(const MessageTest &wish, qint64 version, const QString &reason);
    void rest(const Result<> &written);

    const MessageTools m_tools;
    const std::chrono::milliseconds m_interval;
    QTimer m_timer;
    bool m_chargesWhenAccepted = false;
    bool m_isPublished = false;
};

} // namespace pl::notify
