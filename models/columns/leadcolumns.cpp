#include "models/columns/leadcolumns.h"

#include "models/columns/imageblocks.h"
#include "models/columns/leadrecord.h"

#include <cstring>
#include <limits>

namespace pl::columns {
namespace {

constexpr std::int32_t kNoMoment = std::numeric_limits<std::int32_t>::min();
constexpr qint64 kMicros = 1'000'000;

std::int32_t secondsFrom(Timestamp created, const std::optional<Timestamp> &moment)
{
    if (!moment)
        return kNoMoment;
    constexpr qint64 kMost = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp<qint64>((moment->micros - created.micros) / kMicros, -kMost, kMost));
}

/// An eighth more: doubling a column of a million would keep as much again for nothing.
template <class T>
void reserveMore(std::vector<T> &column, std::size_t rows)
{
    column.reserve(rows + rows / 8 + 64);
}

template <class... T>
void growAll(std::size_t rows, std::vector<T> &...columns)
{
    const auto grow = [rows](auto &column) {
        if (rows > column.capacity())
            reserveMore(column, rows);
        column.resize(rows);
    };
    (grow(columns), ...);
}

/// In the first column that is nearly full; false when none is.
template <class... T>
bool growOne(std::vector<T> &...columns)
{
    const auto grow = [](auto &column) {
        const std::size_t rows = column.size();
        const bool isNearlyFull = column.capacity() - rows < rows / 32;
        if (isNearlyFull)
            reserveMore(column, rows);
        return isNearlyFull;
    };
    return (grow(columns) || ...);
}

} // namespace

Timestamp dueAfter(Timestamp created, qint64 minutes)
{
    constexpr qint64 kMicrosAMinute = 60 * kMicros;
    return {created.micros + (minutes > 0 ? minutes * kMicrosAMinute * 3 / 4 + 1 : kMicros)};
}

LeadColumns::LeadColumns() : m_maker(std::make_unique<RecordMaker>()) {}

LeadColumns::~LeadColumns() = default;

void LeadColumns::reserve(std::size_t leads)
{
    const auto all = [leads](auto &...columns) { (columns.reserve(leads), ...); };
    all(m_ids, m_versions, m_created, m_updated, m_assigned, m_accepted, m_completed, m_costs, m_states, m_attentions,
        m_plumberCodes, m_sourceCodes, m_serviceCodes, m_zipCodes);
    m_index.reserve(leads, m_ids);
}

Row LeadColumns::rowFor(const QUuid &id)
{
    Row row = static_cast<Row>(m_ids.size());
    if (m_free.empty()) {
        const std::size_t rows = m_ids.size() + 1;
        growAll(rows, m_ids, m_versions, m_created, m_updated, m_assigned, m_accepted, m_completed, m_costs, m_states,
                m_attentions, m_plumberCodes, m_sourceCodes, m_serviceCodes, m_zipCodes);
        m_live.resize(rows);
    } else {
        row = m_free.back();
        m_free.pop_back();
    }
    m_ids[row] = id;
    m_index.insert(row, m_ids);
    m_live.set(row);
    return row;
}

bool LeadColumns::makeRoom()
{
    return growOne(m_ids, m_versions, m_created, m_updated, m_assigned, m_accepted, m_completed, m_costs, m_states,
                   m_attentions, m_plumberCodes, m_sourceCodes, m_serviceCodes, m_zipCodes);
}

bool LeadColumns::upsert(const LeadRow &lead)
{
    Row row = rowOf(lead.id);
    const bool isNew = row == kNoRow;
    if (!isNew && version(row) >= lead.version)
        return false;
    if (isNew)
        row = rowFor(lead.id);
    else
        tellLeaving(row);
    m_versions[row] =
        static_cast<std::uint32_t>(std::clamp<qint64>(lead.version, 0, std::numeric_limits<std::uint32_t>::max()));
    setTimes(row, lead);
    m_states[row] = LeadState(lead);
    m_attentions[row] = lead.attention ? static_cast<std::uint8_t>(static_cast<int>(*lead.attention) + 1) : 0;
    constexpr qint64 kMostCents = std::numeric_limits<std::int32_t>::max();
    m_costs[row] = static_cast<std::int32_t>(std::clamp<qint64>(lead.sourceCostCents.value_or(-1), -1, kMostCents));
    setCodes(row, lead);
    m_texts.put(row, m_maker->make(lead));
    tellArrived(row);
    return true;
}

bool LeadColumns::upsert(const Lead &lead)
{
    return lead.withdrawnAt ? erase(lead.id) : upsert(LeadTexts(lead).row());
}

bool LeadColumns::erase(const QUuid &id)
{
    const Row row = rowOf(id);
    if (row == kNoRow)
        return false;
    tellLeaving(row);
    releaseCodes(row);
    m_texts.erase(row);
    m_index.remove(row, m_ids);
    m_ids[row] = QUuid();
    m_live.reset(row);
    m_free.push_back(row);
    return true;
}

void LeadColumns::setTimes(Row row, const LeadRow &lead)
{
    m_created[row] = lead.createdAt.micros;
    m_updated[row] = lead.updatedAt.micros;
    m_assigned[row] = secondsFrom(lead.createdAt, lead.assignedAt);
    m_accepted[row] = secondsFrom(lead.createdAt, lead.acceptedAt);
    m_completed[row] = secondsFrom(lead.createdAt, lead.completedAt);
}

/// The new ones are taken before the old ones are given back, so that what stays keeps its number.
void LeadColumns::setCodes(Row row, const LeadRow &lead)
{
    const auto set = [row](ColumnDictionary &names, std::vector<Code> &codes, std::string_view key) {
        const Code old = std::exchange(codes[row], names.use(key));
        names.release(old);
    };
    set(m_plumbers, m_plumberCodes, codeKey(lead.plumber));
    set(m_sources, m_sourceCodes, codeKey(lead.source));
    set(m_services, m_serviceCodes, lead.service);
    set(m_zips, m_zipCodes, lead.zip);
}

void LeadColumns::releaseCodes(Row row)
{
    m_plumbers.release(std::exchange(m_plumberCodes[row], 0));
    m_sources.release(std::exchange(m_sourceCodes[row], 0));
    m_services.release(std::exchange(m_serviceCodes[row], 0));
    m_zips.release(std::exchange(m_zipCodes[row], 0));
}

void LeadColumns::setPlumberName(const QUuid &id, const QString &name)
{
    const std::uint64_t before = m_plumbers.revision();
    m_plumbers.setName(codeKey(id), name);
    m_namesRevision += m_plumbers.revision() != before;
}

void LeadColumns::setSourceName(const QUuid &id, const QString &name)
{
    const std::uint64_t before = m_sources.revision();
    m_sources.setName(codeKey(id), name);
    m_namesRevision += m_sources.revision() != before;
}

std::optional<Timestamp> LeadColumns::deadline(Row row) const
{
    const LeadState state = m_states[row];
    return state.status() == LeadStatus::New
               ? std::optional(createdAt(row).addSeconds(m_minutes[static_cast<std::size_t>(state.urgency())] * 60))
               : std::nullopt;
}

std::optional<Timestamp> LeadColumns::dueFrom(Row row) const
{
    const LeadState state = m_states[row];
    return state.status() == LeadStatus::New
               ? std::optional(dueAfter(createdAt(row), m_minutes[static_cast<std::size_t>(state.urgency())]))
               : std::nullopt;
}

/// Points into `id`.
std::string_view LeadColumns::codeKey(const QUuid &id)
{
    static_assert(sizeof(QUuid) == 16);
    return id.isNull() ? std::string_view() : std::string_view(reinterpret_cast<const char *>(&id), sizeof id);
}

QUuid LeadColumns::idOf(const std::string &key)
{
    QUuid id;
    if (key.size() == sizeof id)
        std::memcpy(&id, key.data(), sizeof id);
    return id;
}

std::optional<Attention> LeadColumns::attention(Row row) const
{
    return m_attentions[row] == 0 ? std::nullopt : std::optional(static_cast<Attention>(m_attentions[row] - 1));
}

std::optional<qint64> LeadColumns::sourceCostCents(Row row) const
{
    return m_costs[row] < 0 ? std::nullopt : std::optional(qint64(m_costs[row]));
}

std::optional<Timestamp> LeadColumns::moment(Row row, std::int32_t seconds) const
{
    return seconds == kNoMoment ? std::nullopt : std::optional(createdAt(row).addSeconds(seconds));
}

void LeadColumns::tellLeaving(Row row)
{
    ++m_revision;
    for (ColumnWatcher *watcher : m_watchers)
        watcher->leaving(row);
}

void LeadColumns::tellArrived(Row row)
{
    ++m_revision;
    for (ColumnWatcher *watcher : m_watchers)
        watcher->arrived(row);
}

void LeadColumns::write(ImageWriter &to) const
{
    const auto all = [&to](const auto &...columns) { (to.values(columns), ...); };
    to.number(rows());
    all(m_ids, m_versions, m_created, m_updated, m_assigned, m_accepted, m_completed, m_costs, m_states, m_attentions,
        m_plumberCodes, m_sourceCodes, m_serviceCodes, m_zipCodes);
    for (const ColumnDictionary *names : {&m_plumbers, &m_sources, &m_services, &m_zips})
        names->write(to);
    m_texts.write(to);
}

bool LeadColumns::read(ImageReader &from)
{
    const auto rows = from.number();
    const auto all = [&](auto &...columns) { return (from.values(columns, static_cast<std::size_t>(*rows)) && ...); };
    const bool isRead = rows && *rows < kNoRow &&
                        all(m_ids, m_versions, m_created, m_updated, m_assigned, m_accepted, m_completed, m_costs,
                            m_states, m_attentions, m_plumberCodes, m_sourceCodes, m_serviceCodes, m_zipCodes) &&
                        m_plumbers.read(from, m_plumberCodes) && m_sources.read(from, m_sourceCodes) &&
                        m_services.read(from, m_serviceCodes) && m_zips.read(from, m_zipCodes) && findLive() &&
                        m_texts.read(from, m_live);
    if (isRead)
        m_live.forEach([this](Row row) { tellArrived(row); });
    return isRead;
}

/// A row without an id is free.
bool LeadColumns::findLive()
{
    m_live = Bitmap(rows());
    m_index.reserve(rows() + rows() / 16, m_ids);
    for (Row row = 0; row < rows(); ++row)
        if (m_ids[row].isNull()) {
            m_free.push_back(row);
        } else {
            m_live.set(row);
            m_index.insert(row, m_ids);
        }
    return std::all_of(m_states.begin(), m_states.end(), [](LeadState state) { return state.isKnown(); });
}

std::size_t LeadColumns::bytes() const
{
    const auto all = [](const auto &...columns) {
        return ((columns.capacity() * sizeof(typename std::decay_t<decltype(columns)>::value_type)) + ...);
    };
    return all(m_ids, m_versions, m_created, m_updated, m_assigned, m_accepted, m_completed, m_costs, m_states,
               m_attentions, m_plumberCodes, m_sourceCodes, m_serviceCodes, m_zipCodes, m_free) +
           m_plumbers.bytes() + m_sources.bytes() + m_services.bytes() + m_zips.bytes() + m_texts.bytes() +
           m_index.bytes() + m_live.size() / 8;
}

} // namespace pl::columns
