#include "server/sorting/bodysorting.h"

#include "models/mapping/mapper.h"
#include "server/intake/hookentry.h"

namespace pl::sorting {

using nlohmann::json;

namespace {

constexpr const char *kOptional[] = {
    "phone_extension", "zip_code", "description",       "street",        "city", "state", "external_id", "consent",
    "answers",         "origin",   "source_cost_cents", "has_real_phone"};

SortedLead sortedLead(const ReceivedBody &body, const mapping::MappedLead &lead, int index)
{
    json row = lead.toJson();
    for (const char *column : kOptional)
        row.emplace(column, nullptr);
    row.emplace("urgency", enumText(Urgency::Week));
    row["id"] = toJson(intake::leadIdOf(body.source, body.item, index, body.isTest ? QString() : lead.externalId));
    row["source_id"] = toJson(body.source);
    row["created_at"] = body.receivedAt.toString().toStdString();
    if (body.isTest) {
        row["is_test"] = true;
        row["external_id"] = nullptr;
    }
    return {row, lead.changesEarlier && !body.isTest, intake::leadIdOf(body.source, body.item, index, QString())};
}

/// What people have to do comes before what nobody has to.
void leave(SortedBody &sorted, IntakeCause cause, const QString &reason)
{
    const bool isNews =
        !sorted.leftover || (sorted.leftover->cause == IntakeCause::NoLead && cause != IntakeCause::NoLead);
    if (isNews)
        sorted.leftover = Leftover{cause, reason};
    else if (sorted.leftover->cause == cause && !sorted.leftover->reason.contains(reason) &&
             sorted.leftover->reason.size() < 500)
        sorted.leftover->reason += QLatin1Char('\n') + reason;
}

void sortEach(SortedBody &sorted, const ReceivedBody &body, const QList<mapping::Mapped> &parts)
{
    int index = 0;
    for (const mapping::Mapped &mapped : parts) {
        if (const auto *lead = std::get_if<mapping::MappedLead>(&mapped))
            sorted.leads.push_back(sortedLead(body, *lead, index));
        else if (const auto *noLead = std::get_if<mapping::NoLead>(&mapped))
            leave(sorted, IntakeCause::NoLead, noLead->reason);
        else
            leave(sorted, IntakeCause::Unmapped, std::get<mapping::Unmappable>(mapped).reason);
        ++index;
    }
}

} // namespace

SortedBody sortBody(const ReceivedBody &body, const OfficeRules &rules)
{
    SortedBody sorted;
    const KnownSource &known = *rules.sources.constFind(body.source);
    const auto read = mapping::readBody(body.contentType, body.bytes);
    if (!read) {
        leave(sorted, IntakeCause::Broken, read.error().message);
    } else if (sorted.idsToFetch = mapping::presetOf(known.source).idsToFetch(read->tree);
               !sorted.idsToFetch.isEmpty()) {
        leave(sorted, IntakeCause::NotFetched, QStringLiteral("Its leads have not been fetched yet."));
    } else if (!known.mapping) {
        leave(sorted, IntakeCause::Unmapped,
              QStringLiteral("The source's mapping can't be used: %1").arg(known.mapping.error().message));
    } else {
        sortEach(sorted, body, mapping::mapBody(*read, *known.mapping, rules.services));
    }
    return sorted;
}

} // namespace pl::sorting
