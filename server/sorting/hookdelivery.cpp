#include "server/sorting/hookdelivery.h"

#include "models/base/jsonmember.h"
#include "server/intake/rowinsert.h"
#include "server/journal/refusal.h"

namespace pl::sorting {

using nlohmann::json;

QFuture<Result<Delivered>> HookDelivery::deliver(supabase::RestClient &rest, SourceBook &book,
                                                 const QList<journal::Entry> &entries)
{
    return (new HookDelivery(rest, book, entries))->start();
}

void HookDelivery::run()
{
    QSet<QUuid> sources;
    if (const auto error = read(sources))
        return finish(*error);
    then(m_book.knowing(sources), [this](const OfficeRulesPtr &rules) { onRules(rules); });
}

std::optional<Error> HookDelivery::read(QSet<QUuid> &sources)
{
    for (const journal::Entry &entry : m_entries) {
        const auto hook = intake::HookEntry::of(entry);
        if (!hook)
            return journal::unusable(QStringLiteral("the entry can't be read"));
        sources.insert(hook->sourceId);
        Sorting sorting{
            {hook->sourceId, intake::itemIdOf(entry, hook->sourceId), entry.receivedAt, hook->contentType, hook->body},
            std::nullopt};
        if (hook->cause)
            sorting.kept = Leftover{*hook->cause, hook->reason};
        m_sortings.push_back(std::move(sorting));
    }
    return std::nullopt;
}

/// Nothing is ever written for a source that the store has not: no row may refer to it.
void HookDelivery::onRules(const OfficeRulesPtr &rules)
{
    for (Sorting &sorting : m_sortings) {
        if (!rules->sources.contains(sorting.body.source))
            return finish(journal::unusable(QStringLiteral("the store has no such source")));
        if (!sorting.kept)
            sort(sorting, *rules);
    }
    then(LeadWriting::write(m_rest, m_leads), [this](const QList<WrittenLead> &written) { onWritten(written); });
}

void HookDelivery::sort(Sorting &sorting, const OfficeRules &rules)
{
    SortedBody sorted = sortBody(sorting.body, rules);
    sorting.kept = sorted.leftover;
    sorting.leads = sorted.leads.size();
    std::move(sorted.leads.begin(), sorted.leads.end(), std::back_inserter(m_leads));
}

/// What the store refuses is for people, too: an entry that is set aside in the journal, nobody in the office sees.
void HookDelivery::onWritten(const QList<WrittenLead> &written)
{
    qsizetype index = 0;
    for (Sorting &sorting : m_sortings)
        for (const qsizetype end = index + qsizetype(sorting.leads); index < end; ++index) {
            const WrittenLead &lead = written.at(index);
            if (lead.refusal.isEmpty())
                m_delivered.leads.append({sorting.body.source, sorting.body.receivedAt, lead.isDuplicate, lead.isTest});
            else if (!sorting.kept || sorting.kept->cause == IntakeCause::NoLead)
                sorting.kept = Leftover{IntakeCause::Unmapped, QStringLiteral("The lead was %1.").arg(lead.refusal)};
        }
    writeItems();
}

void HookDelivery::writeItems()
{
    std::vector<json> rows;
    const Timestamp now = Timestamp::now();
    for (const Sorting &sorting : m_sortings)
        if (sorting.kept)
            rows.push_back(itemRow(sorting.body, *sorting.kept, now));
    then(intake::RowInsert::into(m_rest, "intake_items", rows), [this](const QSet<QString> &added) {
        for (const Sorting &sorting : m_sortings)
            if (sorting.kept && added.contains(jsonText(toJson(sorting.body.item))))
                m_delivered.items.append({sorting.body.source, *sorting.kept, sorting.body.isTest});
        finish(m_delivered);
    });
}

} // namespace pl::sorting
