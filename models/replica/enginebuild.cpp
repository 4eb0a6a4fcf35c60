#include "models/replica/enginebuild.h"

#include <array>

namespace pl::replica {
namespace {

using columns::LeadRow;
using sqlite::SqliteStatement;

constexpr qint64 kPlacesOfSlice = 20'000; ///< in one reading, so that a writer waits for a moment only

/// Where the file has a lead's members: their places among RowFields<Lead>.
struct LeadPlaces
{
    int id, firstName, lastName, email, phone, service, urgency, status, plumber, createdAt, updatedAt, zip,
        description, source, externalId, duplicateOf, closedReason, erasedAt, assignedAt, acceptedAt, completedAt,
        version, attention, street, city, state, extension, answers, origin, isTest, sourceCost;

    LeadPlaces();
};

LeadPlaces::LeadPlaces()
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
    };
    for (const auto &[name, place] : wanted)
        *place = places.value(name, -1);
}

/// Makes the columns' rows of a statement's, without a QString each.
class RowMaker
{
public:
    void read(const SqliteStatement &from, LeadRow &row)
    {
        row.id = uuid(from, m_at.id);
        row.version = from.integer(m_at.version);
        row.createdAt = {from.integer(m_at.createdAt)};
        row.updatedAt = {from.integer(m_at.updatedAt)};
        row.assignedAt = moment(from, m_at.assignedAt);
        row.acceptedAt = moment(from, m_at.acceptedAt);
        row.completedAt = moment(from, m_at.completedAt);
        readState(from, row);
        row.plumber = uuid(from, m_at.plumber);
        row.source = uuid(from, m_at.source);
        row.firstName = text(from, m_at.firstName);
        row.lastName = text(from, m_at.lastName);
        row.email = text(from, m_at.email);
        row.phone = text(from, m_at.phone);
        row.service = text(from, m_at.service);
        row.zip = text(from, m_at.zip);
        row.address = join(from, m_address, {m_at.street, m_at.city, m_at.state, m_at.extension});
        readWords(from, row);
    }

private:
    static std::string_view text(const SqliteStatement &from, int place)
    {
        const QByteArrayView bytes = from.view(place);
        return {bytes.data(), static_cast<std::size_t>(bytes.size())};
    }
    static QUuid uuid(const SqliteStatement &from, int place)
    {
        return from.isNull(place) ? QUuid() : QUuid::fromRfc4122(from.view(place));
    }
    static std::optional<Timestamp> moment(const SqliteStatement &from, int place)
    {
        return from.isNull(place) ? std::nullopt : std::optional(Timestamp{from.integer(place)});
    }
    template <class E>
    static std::optional<E> word(const SqliteStatement &from, int place)
    {
        return from.isNull(place) ? std::nullopt : std::optional(static_cast<E>(from.integer(place)));
    }

    void readState(const SqliteStatement &from, LeadRow &row) const
    {
        row.urgency = static_cast<Urgency>(from.integer(m_at.urgency));
        row.status = static_cast<LeadStatus>(from.integer(m_at.status));
        row.closedReason = word<ClosedReason>(from, m_at.closedReason);
        row.attention = word<Attention>(from, m_at.attention);
        row.isTest = from.integer(m_at.isTest) != 0;
        row.sourceCostCents =
            from.isNull(m_at.sourceCost) ? std::nullopt : std::optional(from.integer(m_at.sourceCost));
        row.isDuplicate = !from.isNull(m_at.duplicateOf);
        row.isErased = !from.isNull(m_at.erasedAt);
    }
    /// leadWords(), of which most leads have no more than a description.
    void readWords(const SqliteStatement &from, LeadRow &row)
    {
        if (from.isNull(m_at.answers) && from.isNull(m_at.origin)) {
            row.words = join(from, m_words, {m_at.description, m_at.externalId});
            return;
        }
        Lead lead;
        lead.description = from.text(m_at.description);
        lead.externalId = from.text(m_at.externalId);
        lead.answers = json(from, m_at.answers);
        lead.origin = json(from, m_at.origin);
        m_made = columns::leadWords(lead);
        row.words = {m_made.constData(), static_cast<std::size_t>(m_made.size())};
    }
    static nlohmann::json json(const SqliteStatement &from, int place)
    {
        return from.isNull(place) ? nlohmann::json() : parseJson(from.bytes(place), {}).valueOr(nlohmann::json());
    }
    static std::string_view join(const SqliteStatement &from, std::string &out, std::initializer_list<int> places)
    {
        out.clear();
        for (const int place : places) {
            const std::string_view part = text(from, place);
            if (!part.empty() && !out.empty())
                out += columns::kPartEnd;
            out += part;
        }
        return out;
    }

    const LeadPlaces m_at;
    std::string m_address, m_words;
    QByteArray m_made;
};

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
    RowMaker maker;
    LeadRow row;
    for (const disk::PlaceRange &slice : *slices) {
        if (!goOn())
            return Error{ErrorCode::Cancelled, QStringLiteral("It was stopped halfway.")};
        const auto read = (*reader)->readRaw<Lead>(slice, [&](const SqliteStatement &from) {
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
