#include "models/tables/leadfilter.h"

#include "models/columns/leadview.h"

namespace pl::tables {
namespace {

template <class T>
bool allows(const QSet<T> &wanted, const T &value)
{
    return wanted.isEmpty() || wanted.contains(value);
}

bool isInZips(const QStringList &prefixes, const QString &zip)
{
    return prefixes.isEmpty() || std::any_of(prefixes.begin(), prefixes.end(),
                                             [&zip](const QString &prefix) { return zip.startsWith(prefix); });
}

bool isClosedAs(const QSet<ClosedReason> &wanted, const std::optional<ClosedReason> &reason)
{
    return wanted.isEmpty() || (reason && wanted.contains(*reason));
}

} // namespace

/// Columns with the lead that was asked about last.
struct LeadSearch::One
{
    columns::LeadColumns leads;
    columns::ColumnSearch search{leads};
    QUuid last = {};
};

LeadSearch::LeadSearch(const QString &text)
{
    const columns::SearchQuery query(text);
    if (query.isEmpty())
        return;
    m_one = std::make_unique<One>();
    m_one->search.setQuery(query);
}

LeadSearch::~LeadSearch() = default;

bool LeadSearch::finds(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const
{
    if (isEmpty())
        return true;
    m_one->leads.erase(std::exchange(m_one->last, lead.id));
    if (lead.assignedPlumberId)
        m_one->leads.setPlumberName(*lead.assignedPlumberId, replica.plumberName(lead.assignedPlumberId));
    if (lead.sourceId)
        m_one->leads.setSourceName(*lead.sourceId, replica.sourceName(lead.sourceId));
    m_one->leads.upsert(columns::LeadTexts(lead).row());
    return m_one->search.matches(m_one->leads.rowOf(lead.id), now);
}

bool LeadFilter::matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now) const
{
    return matches(lead, replica, now, LeadSearch(text));
}

bool LeadFilter::matches(const Lead &lead, const replica::OfficeReplica &replica, Timestamp now,
                         const LeadSearch &search) const
{
    if (!matchesState(lead) || !matchesOrigin(lead))
        return false;
    return (!dueNowOnly || replica.isDueNow(lead, now)) && search.finds(lead, replica, now);
}

bool LeadFilter::matchesState(const Lead &lead) const
{
    if (unansweredOnly && (lead.status != LeadStatus::Assigned || lead.acceptedAt))
        return false;
    return allows(statuses, lead.status) && isClosedAs(closedReasons, lead.closedReason) &&
           allows(plumbers, lead.assignedPlumberId.value_or(QUuid())) && !(hidesTests && lead.isTest) &&
           !(hidesDuplicates && lead.duplicateOf);
}

bool LeadFilter::matchesOrigin(const Lead &lead) const
{
    if ((receivedFrom && lead.createdAt < *receivedFrom) || (receivedUntil && lead.createdAt >= *receivedUntil))
        return false;
    return allows(urgencies, lead.urgency) && (services.isEmpty() || services.contains(lead.serviceNeeded)) &&
           allows(sources, lead.sourceId.value_or(QUuid())) && isInZips(zipPrefixes, lead.zipCode.value_or(QString()));
}

QList<QUuid> leadsMatching(const replica::OfficeReplica &replica, const LeadFilter &filter, Timestamp now)
{
    const std::shared_ptr<columns::LeadEngine> engine = replica.engine();
    columns::LeadView view(engine->columns, engine->orders);
    view.setFilter(filter);
    view.setSearch(filter.query());
    view.update(now);
    QList<QUuid> ids;
    ids.reserve(static_cast<qsizetype>(view.size()));
    for (const columns::Row row : view.rows())
        ids += engine->columns.id(row);
    return ids;
}

} // namespace pl::tables
