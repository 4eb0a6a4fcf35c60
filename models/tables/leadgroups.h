#pragma once

#include "models/replica/officereplica.h"

#include <QVariant>

#include <map>
#include <vector>

namespace pl::tables {

/// What the sections of a table of leads are made by.
enum class LeadGrouping { None, Plumber, Service, Source, Day };

/// One section: leads that have something in common.
struct LeadGroup
{
    QUuid id; ///< made of what they have in common, so the same at every start
    LeadGrouping by = LeadGrouping::None;
    QVariant value; ///< a name, empty for leads without; for Day the office's QDate
    int count = 0;  ///< of leads, shown or not
    bool isCollapsed = false;

    bool operator==(const LeadGroup &) const = default;
};

/// Sorts leads into sections. Begin, add all leads, then order; from then on the sections can be asked for. A million
/// leads take some ms.
class LeadGroups
{
public:
    /// Forgets the sections, but not which ones are collapsed. Both stay as they are until order(). Days are the
    /// office's.
    void begin(LeadGrouping by, const replica::OfficeReplica &replica, const columns::LeadColumns &leads);
    /// The number of the lead's section.
    int add(columns::Row lead);
    /// The same for a lead that stays in the section where it was, whatever has become of it.
    int addTo(const LeadGroup &group);
    /// Names in the language's order, those without one first; the newest day first.
    void order();

    /// Counted as add() numbers them.
    const std::vector<LeadGroup> &groups() const { return m_groups; }
    /// The numbers of the sections as they stand below each other.
    const std::vector<int> &ordered() const { return m_ordered; }
    /// -1 when there is none with this id.
    int find(const QUuid &id) const { return m_byHead.value(id, -1); }
    void setCollapsed(const QUuid &id, bool collapsed);

private:
    struct Day
    {
        qint64 begin = 0; ///< micros
        qint64 end = 0;
        int group = 0;
    };
    using Code = columns::ColumnDictionary::Code;
    int groupOf(columns::Row lead);
    template <class F>
    int byCode(Code code, const F &make);
    int byId(Code code, const columns::ColumnDictionary &names,
             QString (replica::OfficeReplica::*nameOf)(const std::optional<QUuid> &) const);
    int byName(Code code);
    int byDay(Timestamp at);
    int groupFor(const QByteArray &key, const QVariant &value);
    int groupWith(const QUuid &id, const QVariant &value);

    LeadGrouping m_by = LeadGrouping::None;
    const replica::OfficeReplica *m_replica = nullptr;
    const columns::LeadColumns *m_leads = nullptr;
    QTimeZone m_zone;
    std::vector<LeadGroup> m_groups;
    std::vector<int> m_ordered;
    std::vector<int> m_byCode;    ///< -1: not made yet
    std::map<qint64, Day> m_days; ///< by their begin: asking the time zone for each lead would take too long
    Day m_day;                    ///< the last one that was asked for
    QHash<QUuid, int> m_byHead;
    QSet<QUuid> m_collapsed;
};

} // namespace pl::tables

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<tables::LeadGrouping>{
    QLatin1StringView("none"), QLatin1StringView("plumber"), QLatin1StringView("service"), QLatin1StringView("source"),
    QLatin1StringView("day")};

} // namespace pl
