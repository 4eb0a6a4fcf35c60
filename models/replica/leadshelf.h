#pragma once

#include "models/replica/leadsnapshot.h"

#include <QTimer>

#include <unordered_map>

namespace pl::replica {

/// Whole leads by their ids: those that the file doesn't have yet, those that were asked for a moment ago, and all
/// others from the file. For one thread with an event loop.
class LeadShelf
{
public:
    LeadShelf();

    /// From now on others are read from this copy.
    void open(const CopyPlace &place);
    /// Forgets everything, and lets the file go.
    void close();

    /// Null when it isn't known, or was withdrawn. Valid until the event loop runs again.
    const Lead *lead(const QUuid &id);
    /// A version that is newer than the one that is known, and not in the file yet.
    void put(const Lead &lead);
    /// The file has these.
    void written(const QList<Lead> &leads);
    QHash<QUuid, Lead> unwritten() const;
    LeadSnapshot snapshot() const { return {m_place, unwritten()}; }

private:
    struct Kept
    {
        Lead lead;
        bool isUnwritten = false;
    };
    struct Hash
    {
        std::size_t operator()(const QUuid &id) const { return qHash(id); }
    };
    const Lead *readLead(const QUuid &id);
    void forgetOld();

    CopyPlace m_place;
    std::unique_ptr<disk::ReplicaReader> m_reader; ///< opened when it is needed first
    std::unordered_map<QUuid, Kept, Hash> m_leads;
    QTimer m_forget;
};

} // namespace pl::replica
