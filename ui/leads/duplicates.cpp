#include "ui/leads/leadactions.h"
#include "ui/leads/pickpopup.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include "models/domain/contactfields.h"
#include "models/replica/leadfinder.h"
#include "models/tables/leadfilter.h"

#include <algorithm>
#include <memory>

// How a person says that two leads are the same request, or that they are not.

namespace pl::ui {
namespace {

bool isSameCustomer(const Lead &one, const Lead &other)
{
    const auto same = [](const QString &a, const QString &b) {
        return !a.isEmpty() && a.compare(b, Qt::CaseInsensitive) == 0;
    };
    return same(one.phoneNumber, other.phoneNumber) || same(one.email, other.email) ||
           same(one.fullName(), other.fullName());
}

/// Of the newest leads, so many are looked at.
constexpr qsizetype kMaxSeen = 500;

/// Leads of the same customer, the newest first.
QList<QUuid> ofSameCustomer(const OfficeContext &context, const Lead &lead, const replica::LeadFinder &finder)
{
    QList<QUuid> ids;
    for (const columns::Row row : finder.findAny({lead.phoneNumber, lead.email, lead.fullName()}).rows) {
        const QUuid id = context.replica.columns().id(row);
        if (const Lead *other = ids.size() < kMaxSeen ? context.replica.lead(id) : nullptr;
            other && other->id != lead.id && isSameCustomer(lead, *other))
            ids += id;
    }
    return ids;
}

/// Leads of the same customer first, then the newest.
QList<const Lead *> foundLeads(const OfficeContext &context, const Lead &lead, const QString &typed,
                               const replica::LeadFinder &finder)
{
    const QList<QUuid> same = ofSameCustomer(context, lead, finder);
    QList<QUuid> ids = same;
    if (!typed.trimmed().isEmpty()) {
        tables::LeadFilter filter;
        filter.text = typed;
        ids = tables::leadsMatching(context.replica, filter, context.clock());
        std::stable_partition(ids.begin(), ids.end(), [known = QSet<QUuid>(same.begin(), same.end())](const QUuid &id) {
            return known.contains(id);
        });
    }
    QList<const Lead *> leads;
    for (const QUuid &id : std::as_const(ids))
        if (const Lead *other = leads.size() < PickPopup::kMost ? context.replica.lead(id) : nullptr;
            other && other->id != lead.id && !other->erasedAt)
            leads += other;
    return leads;
}

} // namespace

void LeadActions::openDuplicate()
{
    const Lead *lead = current();
    if (!lead || lead->erasedAt || m_writing.contains(lead->id))
        return;
    const Lead seen = *lead;
    const auto find = [this, seen,
                       finder = std::make_shared<replica::LeadFinder>(m_context.replica)](const QString &typed) {
        QList<PickPopup::Entry> entries;
        for (const Lead *other : foundLeads(m_context, seen, typed, *finder))
            entries += PickPopup::Entry{other->id, leadName(*other),
                                        tr("%1 \u00B7 %2 \u00B7 %3", "phone, service, when a lead was received")
                                            .arg(phoneText(*other), serviceText(other->serviceNeeded),
                                                 momentText(other->createdAt, m_context.clock()))};
        return entries;
    };
    m_pickPopup->ask({tr("%1 is a duplicate of\u2026").arg(leadName(seen)), tr("Type a name, phone or e-mail"),
                      tr("No other lead matches. Type a name, a phone number or an e-mail address."), find},
                     m_anchor(), [this, seen](const QUuid &first) { runDuplicate(seen, first); });
}

void LeadActions::runDuplicate(const Lead &seen, const QUuid &first)
{
    const Lead *other = m_context.replica.lead(first);
    if (!other)
        return;
    run(
        seen, [this, first](const Lead &row) { return m_context.commands.setDuplicateOf(row, first); },
        tr("%1 marked as a duplicate of %2").arg(leadName(seen), leadName(*other)),
        tr("%1 was not marked as a duplicate").arg(leadName(seen)),
        [this, before = seen.duplicateOf](const Lead &now) { return m_context.commands.setDuplicateOf(now, before); });
}

void LeadActions::runNotDuplicate()
{
    const Lead *lead = current();
    if (!lead || !lead->duplicateOf)
        return;
    run(
        *lead, [this](const Lead &row) { return m_context.commands.setDuplicateOf(row, std::nullopt); },
        tr("%1 is no longer a duplicate").arg(leadName(*lead)),
        tr("%1 is still marked as a duplicate").arg(leadName(*lead)),
        [this, before = lead->duplicateOf](const Lead &now) { return m_context.commands.setDuplicateOf(now, before); });
}

} // namespace pl::ui
