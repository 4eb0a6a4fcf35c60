#pragma once

#include "models/disk/replicastore.h"
#include "models/replica/leadsnapshot.h"
#include "models/replica/loadstate.h"
#include "models/supabase/restclient.h"

namespace pl::replica {

/// What a copy of the office holds, as far as a window shows it at once.
struct CopyBegin
{
    bool wasClosed = true;               ///< else check() is worth its time
    std::optional<LoadState> leads = {}; ///< how far leads were read; none: not at all
    QList<Lead> newest = {};             ///< the newest page
    QList<Plumber> plumbers = {};        ///< those that the first of them name
    nlohmann::json office = {};          ///< what was noted under kOffice; null: nothing
    /// When the copy was up to date, to the minute; none: never.
    std::optional<Timestamp> asOf() const;
};

/// The copy of the office that is in use: a file on disk, or a database in memory. For the thread of the window.
class OfficeFile
{
public:
    /// The note with sources, services and settings as the server answers them.
    static constexpr const char *kOffice = "office";
    /// Leads that are shown at once.
    static constexpr int kNewest = supabase::kPageRows;

    /// Opens it on its own thread. A place without a path is one in memory.
    explicit OfficeFile(const CopyPlace &place);

    /// With a path also when it is in memory.
    const CopyPlace &place() const { return m_place; }
    bool isOnDisk() const { return !disk::ReplicaFile::isInMemory(m_place.path); }
    disk::ReplicaStore &store() { return m_store; }

    Later<Result<CopyBegin>> begin();
    Later<Result<QList<Plumber>>> plumbers();

private:
    const CopyPlace m_place;
    disk::ReplicaStore m_store;
};

} // namespace pl::replica
