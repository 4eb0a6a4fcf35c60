#pragma once

#include "models/supabase/transport.h"
#include "models/updates/channel.h"
#include "models/updates/manifest.h"

#include <QObject>
#include <QSettings>
#include <QTimer>

#include <functional>

namespace pl::updates {

/// Asks at most once a day, with nothing about this computer in the question, which version of the program is the
/// newest, and keeps the answer. It never downloads a package. What fails is told by `problem` alone, and tried again
/// the next day. A manifest that is older than one seen before, or expired, is a problem and no news.
///
/// In the settings: "updates/on", "updates/askedAt", "updates/problem", "updates/seen" (the newest manifest as it was
/// signed: it is checked again when it is read), "updates/laterVersion" and "updates/laterUntil".
class UpdateWatch : public QObject
{
    Q_OBJECT

public:
    /// How often the timer looks whether a day has passed, and how long the first look waits: a start has better to do.
    struct Pace
    {
        std::chrono::milliseconds first = std::chrono::minutes(1);
        std::chrono::milliseconds next = std::chrono::minutes(30);
    };

    /// `transport` carries requests to the channel's server; like `settings` it must outlive the watch. `own` is this
    /// program's version.
    UpdateWatch(Channel channel, supabase::Transport &transport, QSettings &settings, QVersionNumber own,
                std::function<Timestamp()> clock, QObject *parent = nullptr);
    void setPace(Pace pace) { m_pace = pace; }

    /// Whether the build says where news are. If not, nothing else here does anything.
    bool isPossible() const { return m_channel.isSet(); }
    bool isOn() const;
    void setOn(bool on);
    /// Looks from now on by itself.
    void start();
    /// Asks now, because a person wants to know. Nothing happens while it is being asked.
    void ask();
    bool isAsking() const { return m_isAsking; }

    /// A newer version than this program's, if there is one.
    std::optional<Manifest> newer() const;
    /// The same, unless notices are off or the person has put that version off.
    std::optional<Manifest> notice() const;
    /// Not for a week, unless a newer version comes before.
    void putOff();

    std::optional<Timestamp> askedAt() const;
    /// Why the last question had no good answer; empty when it had one.
    QString problem() const;

Q_SIGNALS:
    /// Anything that the functions above tell has changed.
    void changed();

private:
    void lookSoon(std::chrono::milliseconds delay);
    void look();
    void onAnswer(const Result<supabase::HttpResponse> &answer);
    Result<Manifest> accepted(const QByteArray &signedText) const;
    std::optional<Manifest> seen() const;

    const Channel m_channel;
    supabase::Transport &m_transport;
    QSettings &m_settings;
    const QVersionNumber m_own;
    const std::function<Timestamp()> m_clock;
    Pace m_pace;
    QTimer m_timer;
    std::optional<Manifest> m_seen; ///< what the settings hold
    bool m_isAsking = false;
};

} // namespace pl::updates
