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

/// Sorts leads into sections. Begin, add all leads, then order; from then on the sections can be asked for.
class LeadGroups
{
public:
    /// Forgets the sections, but not which ones are collapsed.
    void begin(LeadGrouping by, const QTimeZone &zone);
    /// The number of the lead's section.
    int add(const Lead &lead, const replica::OfficeReplica &replica);
    /// The same for a lead that stays in the section where it was, whatever has become of it.
    int addTo(const LeadGroup &group);
    /// Names in the language's order, those without one first; the newest day first.
    void order();

    /// Counted as add() numbers them.
    const std::vector<LeadGroup> &groups() const { return m_groups; }
    /// At which place a section stands.
    int placeOf(int group) const { return m_places[static_cast<std::size_t>(group)]; }
    /// Null when there is none with this id. Valid until begin().
    const LeadGroup *find(const QUuid &id) const;
    void setCollapsed(const QUuid &id, bool collapsed);

private:
    struct Day
    {
        qint64 end = 0; ///< micros
        int group = 0;
    };
    int addById(const std::optional<QUuid> &id, const QString &name);
    int addByName(const QString &name);
    int addByDay(Timestamp at);
    int groupOf(const QByteArray &key, const QVariant &value);
    int groupWith(const QUuid &id, const QVariant &value);

    LeadGrouping m_by = LeadGrouping::None;
    QTimeZone m_zone;
    std::vector<LeadGroup> m_groups;
    std::vector<int> m_places;
    QHash<QUuid, int> m_byId;
    QHash<QString, int> m_byName;
    std::map<qint64, Day> m_byDay; ///< by its first micro: asking the time zone for each lead would take too long
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
