#pragma once

#include "models/base/answer.h"
#include "models/supabase/settingsstore.h"
#include "server/journal/journal.h"
#include "server/main/dutywatch.h"
#include "server/main/servicewatch.h"
#include "server/main/settings.h"

namespace pl {

/// Keeps the row `server_status` of `settings` (models/domain/serverstatus.h) up to date. What a busy server counts all
/// the time is written with the next change or when its time has come: each write is news for every window.
class StatusWriter : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds look{5000}; ///< between two looks at what may have changed
        std::chrono::seconds wanted{60};      ///< a status is no older while a window wants it
        std::chrono::seconds resting{600};    ///< … and otherwise
        std::chrono::seconds wantedFor{600};  ///< a window that still wants it asks again by then
    };
    struct Sources
    {
        supabase::RestClient &rest;
        journal::Journal &journal;
        const DutyWatch &duties;
        const ServiceWatch &services;
    };
    /// All sources must outlive this. `backupMark`: a file that every backup touches.
    StatusWriter(const Sources &sources, const Settings &settings, QString publicUrl, QString backupMark, Pace pace,
                 QObject *parent = nullptr);

    /// This machine's name, by which requests about its journal name this server.
    static QString serverName();
    void start();
    /// A window looks at it: writes it now, and every minute for a while.
    QFuture<Result<>> want();

Q_SIGNALS:
    void wrote(const pl::Result<> &outcome);

private:
    void look();
    void gather(bool isAsked, const Answer<> &answer);
    void take(const journal::JournalStats &stats, const QList<journal::Entry> &setAside, bool isAsked,
              const Answer<> &answer);
    ServerStatus statusNow(const journal::JournalStats &stats, const QList<journal::Entry> &setAside) const;
    void addServices(ServerStatus &status) const;
    bool isDue(const ServerStatus &status) const;
    void write(const ServerStatus &status, const Answer<> &answer);

    const Sources m_sources;
    const Settings m_settings;
    const QString m_publicUrl;
    const QString m_backupMark;
    const Pace m_pace;
    const Timestamp m_startedAt = Timestamp::now();
    std::optional<Timestamp> m_wantedAt;
    std::optional<ServerStatus> m_written;
    QTimer m_timer;
    bool m_isBusy = false; ///< with a look of its own
};

} // namespace pl
