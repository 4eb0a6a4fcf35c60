#pragma once

#include "models/replica/enginemaker.h"
#include "models/replica/firstload.h"
#include "models/replica/leadshelf.h"
#include "models/replica/officefile.h"
#include "models/replica/storedfeed.h"

#include <QPointer>

namespace pl::replica {

/// The office's leads as columns and whole, and how they come: from the copy at once, from the server for the first
/// time, and by what changed since. Part of an OfficeReplica, and lives on its thread; columns are built on another.
class LeadCopy : public QObject
{
    Q_OBJECT

public:
    using Take = std::function<void(const QList<Lead> &)>;
    using Then = std::function<void()>;

    /// Both must outlive it. `names`: what new columns are told.
    LeadCopy(supabase::RestClient &client, SyncRound &round, std::function<EngineNames()> names, QObject *parent);
    ~LeadCopy() override;

    /// Begins with what the copy has, which must stay open until close().
    void open(OfficeFile &file, const CopyBegin &begin);
    /// Forgets everything, and lets the copy go.
    void close();

    const std::shared_ptr<columns::LeadEngine> &engine() const { return m_engine; }
    /// The columns hold all leads.
    bool isWhole() const { return m_isWhole; }
    bool isBuilding() const { return m_isBuilding; }
    std::optional<LoadProgress> progress() const { return m_progress; }
    const Lead *lead(const QUuid &id) { return m_shelf.lead(id); }
    LeadSnapshot snapshot() const { return m_shelf.snapshot(); }

    /// Reads what is new, or the newest page of all; calls `changed` with the news of each page and `then` behind the
    /// last one. The rest of a first load is read behind that.
    void read(const Take &changed, const Then &then);
    /// Keeps what is newer than what is there; answers just that.
    QList<Lead> merge(const QList<Lead> &leads);
    /// The same for an answer to this window's own write.
    QList<Lead> apply(const Lead &lead);
    /// Stops the first load; what was read becomes columns.
    void cancelLoading();
    bool isStopped() const { return m_isStopped && !m_isWhole; }
    /// A load that was stopped may go on.
    void allowLoading() { m_isStopped = false; }

Q_SIGNALS:
    /// engine() is another one.
    void replaced();
    void progressed();
    /// The first load waits for the server.
    void waiting(const pl::Error &error);
    /// The copy can't be used any more; another one has to be opened.
    void lost(const pl::Error &error);

private:
    using Engine = EngineMaker::Engine;
    void follow(const LoadState &state);
    void load();
    void begun(const QList<Lead> &newest, const LoadState &state);
    void loadEnded(const Result<LoadState> &outcome, bool hasLostDisk);
    void write(const QList<Lead> &leads, const disk::Notes &notes);
    bool take(const Lead &lead);
    void build();
    void built(const Result<Engine> &engine);

    supabase::RestClient &m_client;
    SyncRound &m_round;
    OfficeFile *m_file = nullptr;
    Engine m_engine;
    LeadShelf m_shelf;
    std::optional<LoadState> m_state; ///< none: nothing has been read
    std::unique_ptr<StoredFeed<Lead>> m_feed;
    QPointer<FirstLoad<Lead>> m_load;
    /// A reading that waits for the copy, or for the newest page.
    std::function<void(bool hasNewest)> m_waiting;
    std::optional<LoadProgress> m_progress;
    QSet<QUuid> m_withdrawn; ///< an older version of one, come late, must not bring it back
    QList<Lead> m_meanwhile; ///< changes since the columns that are being built were begun
    bool m_isWhole = false;
    bool m_isStopped = false; ///< by the person
    bool m_isBuilding = false;
    bool m_buildAgain = false;
    int m_opened = 0; ///< counts copies; answers about an earlier one are dropped
    disk::WorkThread m_parser;
    EngineMaker m_maker;
};

} // namespace pl::replica
