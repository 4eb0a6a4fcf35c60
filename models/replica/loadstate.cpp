#include "models/replica/loadstate.h"

namespace pl::replica {

QByteArray LoadState::toNote() const
{
    nlohmann::json note{{"left", left.toJson()}, {"since", since.micros}, {"rows", progress.rows}};
    if (progress.total)
        note["total"] = *progress.total;
    return dumpJson(note);
}

std::optional<LoadState> LoadState::fromNote(const QByteArray &note)
{
    const auto json = parseJson(note, {});
    if (!json)
        return std::nullopt;
    JsonReader r(*json);
    const auto left = LoadPlan::fromJson(r.raw("left"));
    const LoadState state{left.valueOr({}), {r.integer("since")}, {r.integerOr("rows", 0), r.optionalInteger("total")}};
    return left && r.errors().isEmpty() ? std::optional(state) : std::nullopt;
}

std::optional<qint64> totalOf(const supabase::HttpResponse &answer)
{
    const QByteArray range = answer.header("Content-Range");
    bool isNumber = false;
    const qint64 total = range.mid(range.lastIndexOf('/') + 1).toLongLong(&isNumber);
    return isNumber ? std::optional(total) : std::nullopt;
}

} // namespace pl::replica
