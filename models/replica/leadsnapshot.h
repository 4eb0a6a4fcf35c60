#pragma once

#include "models/disk/replicareader.h"

#include <QHash>

namespace pl::replica {

/// Where the desktop keeps its copy of the office, and whose it is. Without a path it is in memory alone.
struct CopyPlace
{
    QString path = {};
    disk::FileKey key = {};
    bool operator==(const CopyPlace &) const = default;
};

/// All whole leads as they were when it was taken, or newer. A value for any thread, which reads the copy by itself: a
/// million leads take seconds. Withdrawn ones are left out. Fails when the copy is gone.
class LeadSnapshot
{
public:
    LeadSnapshot() = default;
    /// `unwritten`: those of which the file holds older versions, or nothing.
    LeadSnapshot(CopyPlace place, QHash<QUuid, Lead> unwritten)
        : m_place(std::move(place)), m_unwritten(std::move(unwritten))
    {
    }

    /// Hands each lead to `take` in any order, until that is false: then the Error is Cancelled.
    Result<> each(const std::function<bool(Lead &&lead)> &take) const;
    /// Those of these that are known, in the order of `ids`.
    Result<QList<Lead>> leads(const QList<QUuid> &ids) const;

private:
    bool hasFile() const { return !m_place.path.isEmpty(); }
    Result<> eachInFile(QHash<QUuid, Lead> &newer, const std::function<bool(Lead &&lead)> &take) const;

    CopyPlace m_place;
    QHash<QUuid, Lead> m_unwritten;
};

} // namespace pl::replica
