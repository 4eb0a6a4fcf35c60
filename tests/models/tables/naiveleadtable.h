#pragma once

#include "models/base/foldedtext.h"
#include "models/domain/contactfields.h"
#include "models/domain/leadname.h"
#include "models/tables/leadtablemodel.h"

#include <map>
#include <set>

namespace pl::test {

/// What a table of leads must show, by what the header of LeadTableModel promises: everything is gone through and
/// sorted anew at each question. Knows words of letters alone as a search.
class NaiveLeadTable
{
public:
    using Model = tables::LeadTableModel;
    using Grouping = tables::LeadGrouping;
    /// What leads of a section have in common: a name, or for days the time when it begins.
    struct Section
    {
        QString key; ///< an id, a name or a day
        QVariant value;
        bool operator<(const Section &other) const { return key < other.key; }
    };
    struct Line
    {
        QUuid lead; ///< null for a head
        QVariant value = {};
        int count = 0;
        bool isCollapsed = false;
        bool operator==(const Line &) const = default;
    };

    std::map<QUuid, QString> plumbers; ///< their names
    OfficeSettings settings;
    tables::LeadFilter filter;
    std::optional<tables::LeadFilter> within;
    Grouping grouping = Grouping::None;

    const std::map<QUuid, Lead> &leads() const { return m_leads; }
    bool isKept(const QUuid &id) const { return m_kept.count(id) > 0; }
    bool hasKept() const { return !m_kept.empty(); }

    /// In one step, at most once a lead.
    void change(const QList<Lead> &leads)
    {
        holdSections();
        for (const Lead &lead : leads)
            changeOne(lead);
    }
    void setFilter(const tables::LeadFilter &wanted, const std::optional<tables::LeadFilter> &other)
    {
        filter = wanted;
        within = other;
        m_kept.clear();
        m_places.clear();
        m_sections.clear();
    }
    void sort(int column, Qt::SortOrder order)
    {
        if (column != m_column)
            m_places.clear();
        m_column = column;
        m_order = order;
    }
    void setGrouping(Grouping by)
    {
        if (by != grouping)
            m_sections.clear();
        grouping = by;
    }
    void keep(const QUuid &id)
    {
        if (hasRow(id))
            m_kept.insert(id);
    }
    void release(const QUuid &id)
    {
        m_sections.erase(id);
        if (m_leads.count(id) > 0 && matches(m_leads.at(id)))
            m_kept.erase(id);
    }
    void setCollapsed(const QString &section, bool collapsed)
    {
        const std::pair key(grouping, section);
        collapsed ? void(m_collapsed.insert(key)) : void(m_collapsed.erase(key));
    }
    /// The sections that there are.
    void setAllCollapsed(bool collapsed)
    {
        std::set<QString> keys;
        for (const auto &[id, lead] : m_leads)
            if (isShown(lead))
                keys.insert(sectionOf(id).key);
        for (const QString &key : keys)
            setCollapsed(key, collapsed);
    }
    void reveal(const QUuid &id)
    {
        if (grouping != Grouping::None && matches(m_leads.at(id)) && !hasRow(id))
            setCollapsed(sectionOf(m_leads.at(id)).key, false);
    }
    Section sectionOf(const QUuid &id) const
    {
        const auto held = m_sections.find(id);
        return held != m_sections.end() ? held->second : sectionOf(m_leads.at(id));
    }
    bool hasRow(const QUuid &id) const
    {
        const auto known = m_leads.find(id);
        return known != m_leads.end() && isShown(known->second) && !isCollapsed(sectionOf(id));
    }

    std::vector<Line> lines() const
    {
        std::vector<Lead> shown;
        for (const auto &[id, lead] : m_leads)
            if (isShown(lead))
                shown.push_back(placeOf(lead));
        std::sort(shown.begin(), shown.end(), [this](const Lead &a, const Lead &b) { return stands(a, b); });
        return grouping == Grouping::None ? plainLines(shown) : linesInSections(shown);
    }

private:
    void changeOne(const Lead &lead)
    {
        const auto known = m_leads.find(lead.id);
        if (!isKept(lead.id) || matches(lead))
            m_places.erase(lead.id);
        else if (hasRow(lead.id))
            m_places.insert({lead.id, known->second}); // the first counts
        if (lead.withdrawnAt)
            m_leads.erase(lead.id);
        else
            m_leads[lead.id] = lead;
    }
    void holdSections()
    {
        if (grouping == Grouping::None)
            return;
        for (const QUuid &id : m_kept)
            if (m_sections.count(id) == 0 && hasRow(id))
                m_sections.insert({id, sectionOf(id)});
    }
    bool isShown(const Lead &lead) const { return matches(lead) || isKept(lead.id); }
    const Lead &placeOf(const Lead &lead) const
    {
        const auto held = m_places.find(lead.id);
        return held == m_places.end() ? lead : held->second;
    }
    bool isCollapsed(const Section &section) const
    {
        return grouping != Grouping::None && m_collapsed.count({grouping, section.key}) > 0;
    }

    bool matches(const Lead &lead) const
    {
        return passes(lead, filter) && finds(lead, filter.text) && (!within || passes(lead, *within));
    }
    static bool passes(const Lead &lead, const tables::LeadFilter &f)
    {
        const auto isIn = [](const auto &wanted, const auto &value) {
            return wanted.isEmpty() || wanted.contains(value);
        };
        if (f.unansweredOnly && (lead.status != LeadStatus::Assigned || lead.acceptedAt))
            return false;
        if (!f.closedReasons.isEmpty() && !(lead.closedReason && f.closedReasons.contains(*lead.closedReason)))
            return false;
        if ((f.receivedFrom && lead.createdAt < *f.receivedFrom) ||
            (f.receivedUntil && !(lead.createdAt < *f.receivedUntil)))
            return false;
        const QString zip = lead.zipCode.value_or(QString());
        const auto begins = [&zip](const QString &prefix) { return zip.startsWith(prefix); };
        return isIn(f.statuses, lead.status) && isIn(f.urgencies, lead.urgency) &&
               isIn(f.services, lead.serviceNeeded) && isIn(f.sources, lead.sourceId.value_or(QUuid())) &&
               isIn(f.plumbers, lead.assignedPlumberId.value_or(QUuid())) &&
               (f.zipPrefixes.isEmpty() || std::any_of(f.zipPrefixes.begin(), f.zipPrefixes.end(), begins));
    }
    bool finds(const Lead &lead, const QString &typed) const
    {
        const QByteArray texts = folded(QStringList{lead.firstName, lead.lastName, lead.email, lead.serviceNeeded,
                                                    lead.description.value_or(QString()), plumberOf(lead)}
                                            .join(u'\n'));
        const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
        return std::all_of(words.begin(), words.end(),
                           [&texts](const QString &word) { return texts.contains(folded(word)); });
    }
    QString plumberOf(const Lead &lead) const
    {
        const auto known = lead.assignedPlumberId ? plumbers.find(*lead.assignedPlumberId) : plumbers.end();
        return known == plumbers.end() ? QString() : known->second;
    }

    QString textOf(const Lead &lead) const
    {
        switch (m_column) {
        case Model::CustomerColumn:
            return calledName(lead);
        case Model::ServiceColumn:
            return lead.serviceNeeded;
        case Model::ZipColumn:
            return lead.zipCode.value_or(QString());
        case Model::PhoneColumn:
            return phoneForPeople(lead.phoneNumber);
        case Model::PlumberColumn:
            return plumberOf(lead);
        case Model::EmailColumn:
            return lead.email;
        default:
            return {};
        }
    }
    qint64 numberOf(const Lead &lead) const
    {
        switch (m_column) {
        case Model::UrgencyColumn:
            return static_cast<int>(lead.urgency);
        case Model::StatusColumn:
            return static_cast<int>(lead.status);
        case Model::ReceivedColumn:
            return lead.createdAt.micros;
        case Model::DeadlineColumn:
            return lead.status == LeadStatus::New
                       ? lead.createdAt.addSeconds(settings.minutesToAssign(lead.urgency) * 60).micros
                       : std::numeric_limits<qint64>::max();
        default:
            return 0;
        }
    }
    bool stands(const Lead &a, const Lead &b) const
    {
        const int byText = QString::localeAwareCompare(textOf(a).toCaseFolded(), textOf(b).toCaseFolded());
        const qint64 byNumber = numberOf(a) < numberOf(b) ? -1 : numberOf(a) > numberOf(b) ? 1 : 0;
        if (const qint64 order = byNumber != 0 ? byNumber : byText; order != 0)
            return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
        return a.createdAt != b.createdAt ? b.createdAt < a.createdAt : a.id < b.id;
    }

    Section sectionOf(const Lead &lead) const
    {
        switch (grouping) {
        case Grouping::Plumber:
            return {lead.assignedPlumberId.value_or(QUuid()).toString(), plumberOf(lead)};
        case Grouping::Service:
            return {lead.serviceNeeded, lead.serviceNeeded};
        case Grouping::Day: {
            const QDate day = lead.createdAt.toDateTime().toTimeZone(settings.dispatch.zone()).date();
            return {day.toString(Qt::ISODate), day};
        }
        case Grouping::Source:
        case Grouping::None:
            break;
        }
        return {};
    }
    static std::vector<Line> plainLines(const std::vector<Lead> &shown)
    {
        std::vector<Line> lines;
        for (const Lead &lead : shown)
            lines.push_back({lead.id});
        return lines;
    }
    bool comesFirst(const Section &a, const Section &b) const
    {
        if (grouping == Grouping::Day)
            return a.value.toDate() > b.value.toDate();
        return QString::localeAwareCompare(a.value.toString(), b.value.toString()) < 0; // an empty name is first
    }
    std::vector<Line> linesInSections(const std::vector<Lead> &shown) const
    {
        std::map<Section, std::vector<Line>> members;
        for (const Lead &lead : shown)
            members[sectionOf(lead.id)].push_back({lead.id});
        std::vector<Section> order;
        for (const auto &[section, leads] : members)
            order.push_back(section);
        std::sort(order.begin(), order.end(), [this](const Section &a, const Section &b) { return comesFirst(a, b); });
        std::vector<Line> lines;
        for (const Section &section : order) {
            const std::vector<Line> &leads = members[section];
            lines.push_back({{}, section.value, static_cast<int>(leads.size()), isCollapsed(section)});
            if (!isCollapsed(section))
                lines.insert(lines.end(), leads.begin(), leads.end());
        }
        return lines;
    }

    std::map<QUuid, Lead> m_leads;
    std::set<QUuid> m_kept;
    std::map<QUuid, Lead> m_places;      ///< of kept leads that no longer match: as they were
    std::map<QUuid, Section> m_sections; ///< of kept leads that have changed
    std::set<std::pair<Grouping, QString>> m_collapsed;
    int m_column = Model::ReceivedColumn;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace pl::test
