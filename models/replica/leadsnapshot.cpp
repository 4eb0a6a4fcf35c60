#include "models/replica/leadsnapshot.h"

namespace pl::replica {
namespace {

constexpr qint64 kRowsOfReading = 20'000; ///< at a time, so that a writer waits for a moment only

Error stoppedHalfway()
{
    return {ErrorCode::Cancelled, QStringLiteral("It was stopped halfway.")};
}

} // namespace

Result<> LeadSnapshot::each(const std::function<bool(Lead &&lead)> &take) const
{
    const auto reader = disk::ReplicaReader::open(m_place.path, m_place.key);
    if (!reader)
        return reader.error();
    const auto all = (*reader)->ranges<Lead>(1);
    if (!all)
        return all.error();
    const auto slices = (*reader)->ranges<Lead>(static_cast<int>(all->first().last / kRowsOfReading + 1));
    if (!slices)
        return slices.error();
    QHash<QUuid, Lead> left = m_unwritten;
    bool goesOn = true;
    const auto takeNewer = [&](Lead &&lead) {
        if (const auto newer = left.find(lead.id); newer != left.end()) {
            if (newer->version > lead.version)
                lead = *newer;
            left.erase(newer);
        }
        if (goesOn && !lead.withdrawnAt)
            goesOn = take(std::move(lead));
    };
    for (const disk::PlaceRange &slice : *slices) {
        if (const auto read = (*reader)->read<Lead>(slice, takeNewer); !read)
            return read;
        if (!goesOn)
            return stoppedHalfway();
    }
    for (auto lead = left.cbegin(); goesOn && lead != left.cend(); ++lead)
        if (!lead->withdrawnAt)
            goesOn = take(Lead(*lead));
    return goesOn ? Result<>() : Result<>(stoppedHalfway());
}

Result<QList<Lead>> LeadSnapshot::leads(const QList<QUuid> &ids) const
{
    const auto reader = disk::ReplicaReader::open(m_place.path, m_place.key);
    if (!reader)
        return reader.error();
    QList<Lead> found;
    for (const QUuid &id : ids) {
        const auto unwritten = m_unwritten.constFind(id);
        const auto lead = unwritten == m_unwritten.cend() ? (*reader)->row<Lead>(id)
                                                          : Result<std::optional<Lead>>(std::optional(*unwritten));
        if (!lead)
            return lead.error();
        if (*lead && !(*lead)->withdrawnAt)
            found += **lead;
    }
    return found;
}

} // namespace pl::replica
