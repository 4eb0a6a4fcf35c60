#include "models/replica/officefile.h"

#include "models/replica/synccursor.h"

#include <QSet>

namespace pl::replica {
namespace {

using disk::ReplicaFile;

constexpr qsizetype kLeadsInSight = 200; ///< whose plumbers' names are needed at once

CopyPlace placeFor(const CopyPlace &place)
{
    return place.path.isEmpty() ? CopyPlace{ReplicaFile::inMemory(), place.key} : place;
}

/// Those that can't be read are read later, with all others.
QList<Plumber> plumbersOf(ReplicaFile &file, const QList<Lead> &leads)
{
    QSet<QUuid> wanted;
    for (const Lead &lead : leads.first(std::min(kLeadsInSight, leads.size())))
        if (lead.assignedPlumberId)
            wanted += *lead.assignedPlumberId;
    QList<Plumber> found;
    for (const QUuid &id : std::as_const(wanted))
        if (const auto plumber = file.row<Plumber>(id); plumber && *plumber)
            found += **plumber;
    return found;
}

Result<CopyBegin> beginOf(ReplicaFile &file)
{
    const auto newest = file.newest<Lead>(OfficeFile::kNewest);
    const auto leads = file.note(LoadState::nameFor(disk::RowFields<Lead>::kTable));
    const auto office = file.note(OfficeFile::kOffice);
    for (const auto *note : {&leads, &office})
        if (!*note)
            return note->error();
    if (!newest)
        return newest.error();
    return CopyBegin{file.wasClosed(), leads->isEmpty() ? std::nullopt : LoadState::fromNote(*leads), *newest,
                     plumbersOf(file, *newest),
                     office->isEmpty() ? nlohmann::json() : parseJson(*office, {}).valueOr(nlohmann::json())};
}

} // namespace

std::optional<Timestamp> CopyBegin::asOf() const
{
    return leads ? std::optional(leads->since.addSeconds(SyncCursor::kOverlapSeconds)) : std::nullopt;
}

OfficeFile::OfficeFile(const CopyPlace &place) : m_place(placeFor(place)), m_store(m_place.path, m_place.key) {}

Later<Result<CopyBegin>> OfficeFile::begin()
{
    return m_store.ask(beginOf);
}

Later<Result<QList<Plumber>>> OfficeFile::plumbers()
{
    return m_store.ask([](ReplicaFile &file) -> Result<QList<Plumber>> {
        const auto all = file.ranges<Plumber>(1);
        if (!all)
            return all.error();
        QList<Plumber> rows;
        const auto read = file.read<Plumber>(all->first(), [&rows](Plumber &&plumber) { rows += std::move(plumber); });
        return read ? Result<QList<Plumber>>(rows) : Result<QList<Plumber>>(read.error());
    });
}

} // namespace pl::replica
