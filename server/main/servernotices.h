#pragma once

#include "models/base/timestamp.h"
#include "models/supabase/settingsstore.h"

#include <QMap>
#include <QTimer>

#include <functional>
#include <optional>

namespace pl {

/// What admins should know about the server or its project, kept where the window can show it: the row `server_notices`
/// of the table `settings`, {"<key>": {"since": time, "text": sentence}}. Staff can read it, so a text holds no secret.
///
/// Several servers may write: each changes its own keys in the row it has just read, and starts over if another was
/// faster. A notice about a single server needs that server's name in its key. A failed write is retried after `retry`.
/// The row stays when the last notice is cleared.
class ServerNotices : public QObject
{
    Q_OBJECT
public:
    static constexpr const char *kKey = "server_notices";

    using Clock = std::function<Timestamp()>;
    /// `rest` must outlive this and have a service's rights: others may not write.
    explicit ServerNotices(supabase::RestClient &rest, std::chrono::milliseconds retry = std::chrono::seconds(30),
                           Clock clock = &Timestamp::now, QObject *parent = nullptr);

    /// Posts the notice, or replaces its sentence; an existing one keeps its time. Setting the same sentence again
    /// writes nothing.
    void set(const QString &key, const QString &text);
    /// Removes the notice. Writes nothing if there is none.
    void clear(const QString &key);

private:
    using Texts = QMap<QString, std::optional<QString>>; // no text: remove the notice

    void want(const QString &key, const std::optional<QString> &text);
    void read();
    void onRow(const Result<supabase::Setting> &row);
    void write(const supabase::Setting &row, const nlohmann::json &value);
    void onWritten(const Result<> &written);
    void noteDone();
    void pause();
    nlohmann::json changed(nlohmann::json value) const;

    const supabase::SettingsStore m_settings;
    const std::chrono::milliseconds m_retry;
    const Clock m_clock;
    QTimer m_timer;
    Texts m_known;   // what the row says, as far as this server has written or read it
    Texts m_wanted;  // what it should say
    Texts m_writing; // the part of it being written
    bool m_isBusy = false;
};

} // namespace pl
