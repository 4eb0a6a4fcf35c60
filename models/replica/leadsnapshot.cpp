#include "models/replica/leadsnapshot.h"

namespace pl::replica {
namespace {

using Slices = QList<disk::PlaceRange>;

constexpr qint64 kRowsOfReading = 20'000; ///< at a time, so that a writer waits for a moment only

Error stoppedHalfway()
{
    return {ErrorCode::Cancelled, QStringLiteral("It was stopped halfway.")};
}

Result<Slices> slicesOf(disk::ReplicaReader &reader)
{
    return reader.ranges<Lead>(1).andThen([&reader](const Slices &all) {
        return reader.ranges<Lead>(static_cast<int>(all.first().last / kRowsOfReading + 1));
    });
}

} // namespace

/// What stands in the file, each lead in its newest version.
Result<> LeadSnapshot::eachInFile(QHash<QUuid, Lead> &newer, const std::function<bool(Lead &&lead)> &take) const
{
    const auto reader = disk::ReplicaReader::open(m_place.path, m_place.key);
    if (!reader)
        return reader.error();
    const auto slices = slicesOf(**reader);
    if (!slices)
        return slices.error();
    bool goesOn = true;
    const auto takeNewest = [&](Lead &&lead) {
        if (const auto known = newer.find(lead.id); known != newer.end()) {
            if (known->version > lead.version)
                lead = *known;
            newer.erase(known);
        }
        if (goesOn && !lead.withdrawnAt)
            goesOn = take(std::move(lead));
    };
    for (const disk::PlaceRange &slice : *slices) {
        if (const auto read = (*reader)->read<Lead>(slice, takeNewest); !read)
            return read;
        if (!goesOn)
            return stoppedHalfway();
    }
    return {};
}

Result<> LeadSnapshot::each(const std::function<bool(Lead &&lead)> &take) const
{
    QHash<QUuid, Lead> left = m_unwritten;
    if (const auto read = hasFile() ? eachInFile(left, take) : Result<>(); !read)
        return read;
    for (const Lead &lead : std::as_const(left))
        if (!lead.withdrawnAt && !take(Lead(lead)))
            return stoppedHalfway();
    return {};
}

Result<QList<Lead>> LeadSnapshot::leads(const QList<QUuid> &ids) const
{
    using Row = Result<std::optional<Lead>>;
    const auto reader = hasFile() ? disk::ReplicaReader::open(m_place.path, m_place.key)
                                  : Result<std::unique_ptr<disk::ReplicaReader>>(nullptr);
    if (!reader)
        return reader.error();
    QList<Lead> found;
    for (const QUuid &id : ids) {
        const auto unwritten = m_unwritten.constFind(id);
        const Row lead = unwritten != m_unwritten.cend() ? Row(std::optional(*unwritten))
                         : *reader                       ? (*reader)->row<Lead>(id)
                                                         : Row(std::nullopt);
        if (!lead)
            return lead.error();
        if (*lead && !(*lead)->withdrawnAt)
            found += **lead;
    }
    return found;
}

} // namespace pl::replica
