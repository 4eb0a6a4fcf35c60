#include "models/replica/enginebuild.h"

#include "models/replica/leadrowmaker.h"

namespace pl::replica {
namespace {

constexpr qint64 kPlacesOfSlice = 20'000; ///< in one reading, so that a writer waits for a moment only

} // namespace

void EngineNames::tell(columns::LeadColumns &columns) const
{
    columns.setMinutes(minutes);
    for (auto name = plumbers.cbegin(); name != plumbers.cend(); ++name)
        columns.setPlumberName(name.key(), name.value());
    for (auto name = sources.cbegin(); name != sources.cend(); ++name)
        columns.setSourceName(name.key(), name.value());
}

Result<std::shared_ptr<columns::LeadEngine>> buildEngine(const CopyPlace &place, const EngineNames &names,
                                                         const std::function<bool()> &goOn)
{
    const auto reader = disk::ReplicaReader::open(place.path, place.key);
    if (!reader)
        return reader.error();
    const auto last = (*reader)->ranges<Lead>(1);
    if (!last)
        return last.error();
    const qint64 places = last->first().last;
    const auto slices = (*reader)->ranges<Lead>(static_cast<int>(places / kPlacesOfSlice + 1));
    if (!slices)
        return slices.error();
    columns::LeadEngineBuilder builder(static_cast<std::size_t>(places));
    LeadRowMaker maker;
    columns::LeadRow row;
    for (const disk::PlaceRange &slice : *slices) {
        if (!goOn())
            return Error{ErrorCode::Cancelled, QStringLiteral("It was stopped halfway.")};
        const auto read = (*reader)->readRaw<Lead>(slice, [&](const sqlite::SqliteStatement &from) {
            maker.read(from, row);
            builder.add(row);
        });
        if (!read)
            return read.error();
    }
    std::shared_ptr<columns::LeadEngine> engine = builder.finish();
    names.tell(engine->columns);
    return engine;
}

} // namespace pl::replica
