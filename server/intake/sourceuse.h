#pragma once

#include "models/supabase/settingsstore.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace pl::intake {

/// Records in the store when a source's key was last used: in the table `settings`, one row per source, so that no lead
/// waits for it. A source's first use is written after `soon`, later ones every `period`.
class SourceUse : public QObject
{
    Q_OBJECT
public:
    static constexpr const char *kPrefix = "source_used.";
    static QString keyOf(const QUuid &source);

    struct Pace
    {
        std::chrono::milliseconds soon = std::chrono::seconds(1);
        std::chrono::milliseconds period = std::chrono::minutes(1);
    };
    /// `rest` must outlive this.
    SourceUse(supabase::RestClient &rest, Pace pace, QObject *parent = nullptr);

    /// The key of `source` was just used.
    void note(const QUuid &source);

private:
    void write();

    const supabase::SettingsStore m_settings;
    const Pace m_pace;
    QTimer m_timer;
    QHash<QUuid, Timestamp> m_unwritten;
    QSet<QUuid> m_seen;
};

} // namespace pl::intake
