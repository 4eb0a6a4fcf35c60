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

void LeadGroups::begin(LeadGrouping by, const replica::OfficeReplica &replica, const columns::LeadColumns &leads)
{
    m_by = by;
    m_replica = &replica;
    m_leads = &leads;
    m_zone = replica.settings().dispatch.zone();
    m_groups.clear();
    m_ordered.clear();
    m_byCode.clear();
    m_days.clear();
    m_day = {};
    m_byHead.clear();
}

int LeadGroups::add(columns::Row lead)
{
    const int group = groupOf(lead);
    ++m_groups[static_cast<std::size_t>(group)].count;
    return group;
}

int LeadGroups::groupOf(columns::Row lead)
{
    switch (m_by) {
    case LeadGrouping::Plumber:
        return byId(m_leads->plumberCode(lead), m_leads->plumbers(), &replica::OfficeReplica::plumberName);
    case LeadGrouping::Source:
        return byId(m_leads->sourceCode(lead), m_leads->sources(), &replica::OfficeReplica::sourceName);
    case LeadGrouping::Service:
        return byName(m_leads->serviceCode(lead));
    case LeadGrouping::Day:
        return byDay(m_leads->createdAt(lead));
    case LeadGrouping::None:
        break;
    }
    return byCode(0, [this] { return groupFor({}, QString()); });
}

template <class F>
int LeadGroups::byCode(Code code, const F &make)
{
    if (code >= m_byCode.size())
        m_byCode.resize(code + 1, -1);
    if (m_byCode[code] < 0)
        m_byCode[code] = make();
    return m_byCode[code];
}

int LeadGroups::byId(Code code, const columns::ColumnDictionary &names,
                     QString (replica::OfficeReplica::*nameOf)(const std::optional<QUuid> &) const)
{
    return byCode(code, [&] {
        const QUuid id = columns::LeadColumns::idOf(names.key(code));
        return groupFor(id.toByteArray(), (m_replica->*nameOf)(id));
    });
}

int LeadGroups::byName(Code code)
{
    return byCode(code, [&] {
        const QByteArray name = QByteArray::fromStdString(m_leads->services().name(code));
        return groupFor(name, QString::fromUtf8(name));
    });
}

int LeadGroups::byDay(Timestamp at)
{
    if (at.micros >= m_day.begin && at.micros < m_day.end)
        return m_day.group;
    const auto next = m_days.upper_bound(at.micros);
    if (next != m_days.begin() && at.micros < std::prev(next)->second.end)
        return (m_day = std::prev(next)->second).group;
    const QDate day = at.toDateTime().toTimeZone(m_zone).date();
    const auto beginning = [this](QDate date) { return date.startOfDay(m_zone).toMSecsSinceEpoch() * 1000; };
    m_day = {beginning(day), beginning(day.addDays(1)), groupFor(day.toString(Qt::ISODate).toUtf8(), day)};
    m_days.emplace(m_day.begin, m_day);
    return m_day.group;
}

int LeadGroups::addTo(const LeadGroup &group)
{
    const int number = groupWith(group.id, group.value);
    ++m_groups[static_cast<std::size_t>(number)].count;
    return number;
}

int LeadGroups::groupFor(const QByteArray &key, const QVariant &value)
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
    m_ordered.resize(m_groups.size());
    std::iota(m_ordered.begin(), m_ordered.end(), 0);
    std::sort(m_ordered.begin(), m_ordered.end(), [this](int a, int b) {
        return stands(m_groups[static_cast<std::size_t>(a)], m_groups[static_cast<std::size_t>(b)]);
    });
}

void LeadGroups::setCollapsed(const QUuid &id, bool collapsed)
{
    if (collapsed)
        m_collapsed.insert(id);
    else
        m_collapsed.remove(id);
}

} // namespace pl::tables
