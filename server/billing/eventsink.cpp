#include "server/billing/eventsink.h"

#include "server/billing/stripeobject.h"
#include "server/journal/refusal.h"

namespace pl::billing {

namespace {

using nlohmann::json;

json rowOf(const journal::Entry &entry)
{
    const json event = parseJson(entry.payload, {}).valueOr(json());
    return {{"id", entry.key.toStdString()},
            {"type", member(event, "type")},
            {"livemode", flag(event, "livemode")},
            {"created", toJson(Timestamp{number(event, "created") * 1'000'000}.toString())},
            {"payload", event},
            {"received_at", toJson(entry.receivedAt.toString())}};
}

} // namespace

journal::EventSink stripeEventSink(supabase::RestClient &rest)
{
    return [&rest](const QList<journal::Entry> &entries) -> QFuture<Result<>> {
        json rows = json::array();
        for (const journal::Entry &entry : entries)
            rows.push_back(rowOf(entry));
        const auto query = supabase::Query("stripe_events").select("id").onConflict("id");
        return rest.insert(query, rows, supabase::OnConflict::IgnoreDuplicates).then([](const Result<json> &inserted) {
            return inserted ? Result<>() : Result<>(inserted.error());
        });
    };
}

} // namespace pl::billing
