#pragma once

#include "models/base/foldedtext.h"
#include "models/columns/columnfilter.h"
#include "models/columns/leadtally.h"
#include "models/domain/contactfields.h"
#include "models/domain/leadname.h"

#include <QHash>

#include <functional>
#include <limits>

namespace pl::test {

/// An office's leads as plain values, and what tables show of them in the simplest way: everything is asked of every
/// lead, and all of them are sorted.
struct PlainOffice
{
    QHash<QUuid, Lead> leads;
    QHash<QUuid, QString> plumbers;
    columns::AssignMinutes minutes{120, 2880, 10080};

    using Wanted = std::function<bool(const Lead &)>;

    Timestamp assignBy(const Lead &lead) const
    {
        return lead.createdAt.addSeconds(minutes[static_cast<std::size_t>(lead.urgency)] * 60);
    }
    /// OfficeReplica::isDueNow().
    bool isDueNow(const Lead &lead, Timestamp now) const
    {
        return lead.status == LeadStatus::New &&
               now.secondsTo(assignBy(lead)) < minutes[static_cast<std::size_t>(lead.urgency)] * 60 / 4;
    }
    QString plumberName(const Lead &lead) const { return plumbers.value(lead.assignedPlumberId.value_or(QUuid())); }

    QList<QUuid> sorted(columns::SortBy by, bool ascending, const Wanted &wanted = {}) const
    {
        std::vector<Key> keys;
        for (const Lead &lead : leads)
            if (!wanted || wanted(lead))
                keys.push_back(keyOf(lead, by));
        std::sort(keys.begin(), keys.end(), [&](const Key &a, const Key &b) { return before(a, b, ascending); });
        QList<QUuid> ids;
        for (const Key &key : keys)
            ids += key.id;
        return ids;
    }

    /// `typed`: words alone.
    bool matches(const Lead &lead, const columns::ColumnFilter &filter, const QString &typed, Timestamp now) const
    {
        return matchesState(lead, filter) && matchesOrigin(lead, filter) &&
               (!filter.dueNowOnly || isDueNow(lead, now)) && hasWords(lead, typed);
    }

    columns::OfficeCounts counts(Timestamp now) const
    {
        columns::OfficeCounts counts;
        for (const Lead &lead : leads) {
            const bool isNew = lead.status == LeadStatus::New;
            ++counts.all;
            counts.toAssign += isNew;
            counts.forToday += isNew && lead.urgency == Urgency::Day;
            counts.dueNow += isDueNow(lead, now);
            counts.unanswered += lead.status == LeadStatus::Assigned && !lead.acceptedAt;
            counts.completed += lead.status == LeadStatus::Completed;
        }
        return counts;
    }

private:
    struct Key
    {
        qint64 number = 0;
        QString text = {};
        qint64 made = 0;
        QUuid id = {};
    };
    Key keyOf(const Lead &lead, columns::SortBy by) const
    {
        using columns::SortBy;
        Key key{.made = lead.createdAt.micros, .id = lead.id};
        const auto isNew = lead.status == LeadStatus::New;
        switch (by) {
        case SortBy::Urgency:
            key.number = static_cast<int>(lead.urgency);
            break;
        case SortBy::Deadline:
            key.number = isNew ? assignBy(lead).micros : std::numeric_limits<qint64>::max();
            break;
        case SortBy::Customer:
            key.text = calledName(lead);
            break;
        case SortBy::Service:
            key.text = lead.serviceNeeded;
            break;
        case SortBy::Zip:
            key.text = lead.zipCode.value_or(QString());
            break;
        case SortBy::Phone:
            key.text = phoneForPeople(lead.phoneNumber);
            if (!key.text.startsWith(u'('))
                key.text = lead.phoneNumber;
            break;
        case SortBy::Status:
            key.number = static_cast<int>(lead.status);
            break;
        case SortBy::Plumber:
            key.text = plumberName(lead);
            break;
        case SortBy::Received:
            key.number = lead.createdAt.micros;
            break;
        case SortBy::Email:
            key.text = lead.email;
            break;
        case SortBy::Count:
            break;
        }
        key.text = key.text.toCaseFolded();
        return key;
    }
    static bool before(const Key &a, const Key &b, bool ascending)
    {
        if (a.number != b.number)
            return ascending ? a.number < b.number : a.number > b.number;
        if (const int order = QString::localeAwareCompare(a.text, b.text); order != 0)
            return ascending ? order < 0 : order > 0;
        return a.made != b.made ? a.made > b.made : a.id < b.id;
    }

    template <class T>
    static bool allows(const QSet<T> &wanted, const std::optional<T> &value)
    {
        return wanted.isEmpty() || (value && wanted.contains(*value));
    }
    static bool matchesState(const Lead &lead, const columns::ColumnFilter &filter)
    {
        return allows(filter.statuses, std::optional(lead.status)) && allows(filter.closedReasons, lead.closedReason) &&
               allows(filter.plumbers, std::optional(lead.assignedPlumberId.value_or(QUuid()))) &&
               !(filter.unansweredOnly && (lead.status != LeadStatus::Assigned || lead.acceptedAt)) &&
               !(filter.hidesTests && lead.isTest) && !(filter.hidesDuplicates && lead.duplicateOf);
    }
    static bool matchesOrigin(const Lead &lead, const columns::ColumnFilter &filter)
    {
        const QString zip = lead.zipCode.value_or(QString());
        return allows(filter.urgencies, std::optional(lead.urgency)) &&
               allows(filter.sources, std::optional(lead.sourceId.value_or(QUuid()))) &&
               (filter.services.isEmpty() || filter.services.contains(lead.serviceNeeded)) &&
               (filter.zipPrefixes.isEmpty() ||
                std::any_of(filter.zipPrefixes.begin(), filter.zipPrefixes.end(),
                            [&zip](const QString &prefix) { return zip.startsWith(prefix); })) &&
               !(filter.receivedFrom && lead.createdAt < *filter.receivedFrom) &&
               !(filter.receivedUntil && lead.createdAt >= *filter.receivedUntil);
    }
    bool hasWords(const Lead &lead, const QString &typed) const
    {
        QStringList texts{lead.fullName(),    lead.email,        lead.phoneNumber,
                          lead.serviceNeeded, plumberName(lead), QString::fromUtf8(columns::leadWords(lead))};
        for (const auto &text : {lead.zipCode, lead.street, lead.city, lead.state, lead.phoneExtension})
            texts += text.value_or(QString());
        for (QString &text : texts)
            text = QString::fromUtf8(folded(text));
        return SearchWords(typed).allOf([&](const QByteArray &word) {
            return std::any_of(texts.begin(), texts.end(),
                               [&](const QString &text) { return text.contains(QString::fromUtf8(word)); });
        });
    }
};

} // namespace pl::test
