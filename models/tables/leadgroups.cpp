#include "models/tables/leadgroups.h"

#include <algorithm>
#include <numeric>

namespace pl::tables {
namespace {

const QUuid kGroupSpace = QUuid::fromString(QStringLiteral("6c1f3c3e-7a0b-4f0e-9d52-1d5a3b0f7c11"));

bool stands(const LeadGroup &a, const LeadGroup &b)
{
    if (a.by == LeadGrouping::Day)
        return a.value.toDate() > b.value.toDate();
    const QString one = a.value.toString();
    const QString other = b.value.toString();
    if (one.isEmpty() != other.isEmpty())
        return one.isEmpty();
    const int order = QString::localeAwareCompare(one, other);
    return order != 0 ? order < 0 : a.id < b.id;
}

} // namespace

void LeadGroups::begin(LeadGrouping by, const QTimeZone &zone)
{
    m_by = by;
    m_zone = zone;
    m_groups.clear();
    m_places.clear();
    m_byId.clear();
    m_byName.clear();
    m_byDay.clear();
    m_byHead.clear();
}

int LeadGroups::add(const Lead &lead, const replica::OfficeReplica &replica)
{
    int group = 0;
    switch (m_by) {
    case LeadGrouping::Plumber:
        group = addById(lead.assignedPlumberId, replica.plumberName(lead.assignedPlumberId));
        break;
    case LeadGrouping::Source:
        group = addById(lead.sourceId, replica.sourceName(lead.sourceId));
        break;
    case LeadGrouping::Service:
        group = addByName(lead.serviceNeeded);
        break;
    case LeadGrouping::Day:
        group = addByDay(lead.createdAt);
        break;
    case LeadGrouping::None:
        group = addByName({});
        break;
    }
    ++m_groups[static_cast<std::size_t>(group)].count;
    return group;
}

int LeadGroups::addById(const std::optional<QUuid> &id, const QString &name)
{
    const QUuid key = id.value_or(QUuid());
    const auto known = m_byId.constFind(key);
    return known != m_byId.cend() ? *known : *m_byId.insert(key, groupOf(key.toByteArray(), name));
}

int LeadGroups::addByName(const QString &name)
{
    const auto known = m_byName.constFind(name);
    return known != m_byName.cend() ? *known : *m_byName.insert(name, groupOf(name.toUtf8(), name));
}

int LeadGroups::addByDay(Timestamp at)
{
    auto next = m_byDay.upper_bound(at.micros);
    if (next != m_byDay.begin() && at.micros < std::prev(next)->second.end)
        return std::prev(next)->second.group;
    const QDate day = at.toDateTime().toTimeZone(m_zone).date();
    const auto beginning = [this](QDate date) { return date.startOfDay(m_zone).toMSecsSinceEpoch() * 1000; };
    const Day known{beginning(day.addDays(1)), groupOf(day.toString(Qt::ISODate).toUtf8(), day)};
    m_byDay.emplace(beginning(day), known);
    return known.group;
}

int LeadGroups::addTo(const LeadGroup &group)
{
    const int number = groupWith(group.id, group.value);
    ++m_groups[static_cast<std::size_t>(number)].count;
    return number;
}

int LeadGroups::groupOf(const QByteArray &key, const QVariant &value)
{
    return groupWith(QUuid::createUuidV5(kGroupSpace, QByteArray::number(static_cast<int>(m_by)) + ':' + key), value);
}

int LeadGroups::groupWith(const QUuid &id, const QVariant &value)
{
    if (const auto known = m_byHead.constFind(id); known != m_byHead.cend())
        return *known;
    const int number = static_cast<int>(m_groups.size());
    m_groups.push_back({id, m_by, value, 0, m_collapsed.contains(id)});
    m_byHead.insert(id, number);
    return number;
}

void LeadGroups::order()
{
    std::vector<int> sorted(m_groups.size());
    std::iota(sorted.begin(), sorted.end(), 0);
    std::sort(sorted.begin(), sorted.end(), [this](int a, int b) {
        return stands(m_groups[static_cast<std::size_t>(a)], m_groups[static_cast<std::size_t>(b)]);
    });
    m_places.resize(m_groups.size());
    for (std::size_t place = 0; place < sorted.size(); ++place)
        m_places[static_cast<std::size_t>(sorted[place])] = static_cast<int>(place);
}

const LeadGroup *LeadGroups::find(const QUuid &id) const
{
    const auto known = m_byHead.constFind(id);
    return known == m_byHead.cend() ? nullptr : &m_groups[static_cast<std::size_t>(*known)];
}

void LeadGroups::setCollapsed(const QUuid &id, bool collapsed)
{
    if (collapsed)
        m_collapsed.insert(id);
    else
        m_collapsed.remove(id);
}

} // namespace pl::tables
