#pragma once

#include "models/replica/leadsnapshot.h"

#include <functional>
#include <memory>

namespace pl::replica {

/// All rows of a table that are in a copy, made on the calling thread. Cancelled as soon as `goOn` is false.
template <class Rows>
Result<std::shared_ptr<Rows>> readRows(const CopyPlace &place, const std::function<bool()> &goOn)
{
    using T = typename Rows::Whole;
    constexpr qint64 kPlacesOfSlice = 20'000; // in one reading, so that a writer waits for a moment only
    const auto reader = disk::ReplicaReader::open(place.path, place.key);
    if (!reader)
        return reader.error();
    const auto all = (*reader)->template ranges<T>(1);
    if (!all)
        return all.error();
    const auto slices = (*reader)->template ranges<T>(static_cast<int>(all->first().last / kPlacesOfSlice + 1));
    if (!slices)
        return slices.error();
    auto rows = std::make_shared<Rows>();
    for (const disk::PlaceRange &slice : *slices) {
        if (!goOn())
            return Error{ErrorCode::Cancelled, QStringLiteral("It was stopped halfway.")};
        const auto read = (*reader)->template read<T>(slice, [&rows](T &&row) { rows->put(row); });
        if (!read)
            return read.error();
    }
    return rows;
}

} // namespace pl::replica
