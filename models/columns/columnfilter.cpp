#include "models/columns/columnfilter.h"

#include <algorithm>

namespace pl::columns {
namespace {

template <class T>
bool allows(const QSet<T> &wanted, const T &value)
{
    return wanted.isEmpty() || wanted.contains(value);
}

/// Makes the set of the numbers for which `isWanted` is true, 0 included.
template <class F>
const Bitmap &codesOf(const ColumnDictionary &names, Bitmap &codes, std::uint64_t &revision, F &&isWanted)
{
    if (std::exchange(revision, names.revision()) == names.revision())
        return codes;
    codes = Bitmap(names.size());
    for (ColumnDictionary::Code code = 0; code < names.size(); ++code)
        codes.assign(code, isWanted(code));
    return codes;
}

} // namespace

FilterRun::FilterRun(const LeadColumns &columns, const ColumnFilter &filter) : m_columns(&columns), m_filter(filter)
{
    for (std::size_t at = 0; at < m_states.size(); ++at)
        m_states[at] = isWanted(LeadState::at(at), filter);
    m_anyState = std::all_of(m_states.begin(), m_states.end(), [](bool wanted) { return wanted; });
}

bool FilterRun::isWanted(LeadState state, const ColumnFilter &filter)
{
    if ((filter.unansweredOnly && !state.isUnanswered()) || (filter.hidesTests && state.isTest()) ||
        (filter.hidesDuplicates && state.isDuplicate()))
        return false;
    return allows(filter.statuses, state.status()) && allows(filter.urgencies, state.urgency()) &&
           (filter.closedReasons.isEmpty() ||
            (state.closedReason() && filter.closedReasons.contains(*state.closedReason())));
}

bool FilterRun::matchesTimes(Row row) const
{
    const Timestamp created = m_columns->createdAt(row);
    return (!m_filter.receivedFrom || created >= *m_filter.receivedFrom) &&
           (!m_filter.receivedUntil || created < *m_filter.receivedUntil);
}

bool FilterRun::isDue(Row row, Timestamp now) const
{
    const std::optional<Timestamp> from = m_columns->dueFrom(row);
    return from && *from <= now;
}

bool FilterRun::matches(Row row, Timestamp now) const
{
    if (!m_states[m_columns->state(row).index()] || !matchesTimes(row) || (m_filter.dueNowOnly && !isDue(row, now)))
        return false;
    return (m_filter.services.isEmpty() || services().test(m_columns->serviceCode(row))) &&
           (m_filter.zipPrefixes.isEmpty() || zips().test(m_columns->zipCode(row))) &&
           (m_filter.sources.isEmpty() ||
            ids(m_columns->sources(), m_filter.sources, m_sources).test(m_columns->sourceCode(row))) &&
           (m_filter.plumbers.isEmpty() ||
            ids(m_columns->plumbers(), m_filter.plumbers, m_plumbers).test(m_columns->plumberCode(row)));
}

void FilterRun::narrow(Bitmap &rows, Timestamp now) const
{
    if (!m_anyState)
        rows.keepIf([this](Row row) { return m_states[m_columns->state(row).index()]; });
    if (m_filter.receivedFrom || m_filter.receivedUntil)
        rows.keepIf([this](Row row) { return matchesTimes(row); });
    if (m_filter.dueNowOnly)
        rows.keepIf([&](Row row) { return isDue(row, now); });
    const auto keep = [&](const Bitmap &wanted, auto codeOf) {
        rows.keepIf([&](Row row) { return wanted.test((m_columns->*codeOf)(row)); });
    };
    if (!m_filter.services.isEmpty())
        keep(services(), &LeadColumns::serviceCode);
    if (!m_filter.zipPrefixes.isEmpty())
        keep(zips(), &LeadColumns::zipCode);
    if (!m_filter.sources.isEmpty())
        keep(ids(m_columns->sources(), m_filter.sources, m_sources), &LeadColumns::sourceCode);
    if (!m_filter.plumbers.isEmpty())
        keep(ids(m_columns->plumbers(), m_filter.plumbers, m_plumbers), &LeadColumns::plumberCode);
}

std::optional<Timestamp> FilterRun::nextChange(Row row, Timestamp now) const
{
    if (!m_filter.dueNowOnly || isDue(row, now))
        return std::nullopt;
    const std::optional<Timestamp> from = m_columns->dueFrom(row);
    return from && matches(row, *from) ? from : std::nullopt;
}

const Bitmap &FilterRun::services() const
{
    QSet<QByteArray> wanted;
    if (m_services.revision != m_columns->services().revision())
        for (const QString &name : m_filter.services)
            wanted += name.toUtf8();
    return codesOf(m_columns->services(), m_services.wanted, m_services.revision, [&](Code code) {
        return wanted.contains(QByteArray::fromStdString(m_columns->services().key(code)));
    });
}

const Bitmap &FilterRun::zips() const
{
    return codesOf(m_columns->zips(), m_zips.wanted, m_zips.revision, [this](Code code) {
        const QString zip = QString::fromStdString(m_columns->zips().key(code));
        return std::any_of(m_filter.zipPrefixes.begin(), m_filter.zipPrefixes.end(),
                           [&zip](const QString &prefix) { return zip.startsWith(prefix); });
    });
}

const Bitmap &FilterRun::ids(const ColumnDictionary &names, const QSet<QUuid> &wanted, Codes &codes) const
{
    return codesOf(names, codes.wanted, codes.revision,
                   [&](Code code) { return wanted.contains(LeadColumns::idOf(names.key(code))); });
}

} // namespace pl::columns
