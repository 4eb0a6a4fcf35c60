#include "models/replica/leadrowmaker.h"

namespace pl::replica {
namespace {

using columns::LeadRow;
using sqlite::SqliteStatement;

std::string_view textAt(const SqliteStatement &from, int place)
{
    const QByteArrayView bytes = from.view(place);
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

QUuid uuidAt(const SqliteStatement &from, int place)
{
    return from.isNull(place) ? QUuid() : QUuid::fromRfc4122(from.view(place));
}

std::optional<Timestamp> momentAt(const SqliteStatement &from, int place)
{
    return from.isNull(place) ? std::nullopt : std::optional(Timestamp{from.integer(place)});
}

template <class E>
std::optional<E> wordAt(const SqliteStatement &from, int place)
{
    return from.isNull(place) ? std::nullopt : std::optional(static_cast<E>(from.integer(place)));
}

nlohmann::json jsonAt(const SqliteStatement &from, int place)
{
    return from.isNull(place) ? nlohmann::json() : parseJson(from.bytes(place), {}).valueOr(nlohmann::json());
}

std::string_view join(const SqliteStatement &from, std::string &out, std::initializer_list<int> places)
{
    out.clear();
    for (const int place : places) {
        const std::string_view part = textAt(from, place);
        if (!part.empty() && !out.empty())
            out += columns::kPartEnd;
        out += part;
    }
    return out;
}

} // namespace

LeadRowMaker::LeadPlaces::LeadPlaces()
{
    QHash<QByteArray, int> places;
    disk::RowFields<Lead>::each(static_cast<const Lead &>(Lead()), [&places](const char *name, const auto &) {
        places.insert(name, static_cast<int>(places.size()));
    });
    const std::pair<const char *, int *> wanted[] = {
        {"id", &id},
        {"first_name", &firstName},
        {"last_name", &lastName},
        {"email", &email},
        {"phone_number", &phone},
        {"service_needed", &service},
        {"urgency", &urgency},
        {"status", &status},
        {"assigned_plumber_id", &plumber},
        {"created_at", &createdAt},
        {"updated_at", &updatedAt},
        {"zip_code", &zip},
        {"description", &description},
        {"source_id", &source},
        {"external_id", &externalId},
        {"duplicate_of", &duplicateOf},
        {"closed_reason", &closedReason},
        {"erased_at", &erasedAt},
        {"assigned_at", &assignedAt},
        {"accepted_at", &acceptedAt},
        {"completed_at", &completedAt},
        {"version", &version},
        {"attention", &attention},
        {"street", &street},
        {"city", &city},
        {"state", &state},
        {"phone_extension", &extension},
        {"answers", &answers},
        {"origin", &origin},
        {"is_test", &isTest},
        {"source_cost_cents", &sourceCost},
        {"withdrawn_at", &withdrawnAt},
    };
    for (const auto &[name, place] : wanted)
        *place = places.value(name, -1);
}

void LeadRowMaker::read(const SqliteStatement &from, LeadRow &row)
{
    row.id = uuidAt(from, m_at.id);
    row.version = from.integer(m_at.version);
    row.createdAt = {from.integer(m_at.createdAt)};
    row.updatedAt = {from.integer(m_at.updatedAt)};
    row.assignedAt = momentAt(from, m_at.assignedAt);
    row.acceptedAt = momentAt(from, m_at.acceptedAt);
    row.completedAt = momentAt(from, m_at.completedAt);
    readState(from, row);
    row.plumber = uuidAt(from, m_at.plumber);
    row.source = uuidAt(from, m_at.source);
    row.firstName = textAt(from, m_at.firstName);
    row.lastName = textAt(from, m_at.lastName);
    row.email = textAt(from, m_at.email);
    row.phone = textAt(from, m_at.phone);
    row.service = textAt(from, m_at.service);
    row.zip = textAt(from, m_at.zip);
    row.address = join(from, m_address, {m_at.street, m_at.city, m_at.state, m_at.extension});
    readWords(from, row);
}

void LeadRowMaker::readState(const SqliteStatement &from, LeadRow &row) const
{
    row.urgency = static_cast<Urgency>(from.integer(m_at.urgency));
    row.status = static_cast<LeadStatus>(from.integer(m_at.status));
    row.closedReason = wordAt<ClosedReason>(from, m_at.closedReason);
    row.attention = wordAt<Attention>(from, m_at.attention);
    row.isTest = from.integer(m_at.isTest) != 0;
    row.sourceCostCents = from.isNull(m_at.sourceCost) ? std::nullopt : std::optional(from.integer(m_at.sourceCost));
    row.isDuplicate = !from.isNull(m_at.duplicateOf);
    row.isErased = !from.isNull(m_at.erasedAt);
}

/// leadWords(), of which most leads have no more than a description.
void LeadRowMaker::readWords(const SqliteStatement &from, LeadRow &row)
{
    if (from.isNull(m_at.answers) && from.isNull(m_at.origin)) {
        row.words = join(from, m_words, {m_at.description, m_at.externalId});
        return;
    }
    Lead lead;
    lead.description = from.text(m_at.description);
    lead.externalId = from.text(m_at.externalId);
    lead.answers = jsonAt(from, m_at.answers);
    lead.origin = jsonAt(from, m_at.origin);
    m_made = columns::leadWords(lead);
    row.words = {m_made.constData(), static_cast<std::size_t>(m_made.size())};
}

} // namespace pl::replica
