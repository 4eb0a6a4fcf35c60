#include "models/replica/leadfinder.h"

#include "models/columns/leadrecord.h"

#include <QSet>

namespace pl::replica {
namespace {

using columns::LeadColumns;
using columns::RecordPart;
using columns::Row;

/// A search for the same words, or for less: signs that a search gives a meaning mean themselves here.
QString withoutSigns(QString typed)
{
    for (QChar &sign : typed)
        if (sign == u'"' || sign == u':')
            sign = u' ';
    QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    for (QString &word : words)
        while (word.startsWith(u'-'))
            word.remove(0, 1);
    words.removeAll(QString());
    return words.join(u' ');
}

void appendPart(QByteArray &text, std::string_view part)
{
    text.append(part.data(), qsizetype(part.size())).append('\n');
}

/// Folded, like all that is searched.
QByteArray peopleText(const LeadColumns &leads, Row row, LeadFinder::Where where)
{
    const std::string_view record = leads.record(row);
    QByteArray text;
    appendPart(text, columns::partOf(record, RecordPart::Name));
    appendPart(text, columns::partOf(record, RecordPart::Email));
    const std::string_view phone = columns::partOf(record, RecordPart::Phone);
    appendPart(text, phone);
    std::string forPeople;
    if (columns::makeUsPhone(forPeople, phone))
        appendPart(text, forPeople);
    if (where == LeadFinder::Where::PeopleAndZip)
        appendPart(text, leads.zips().foldedName(leads.zipCode(row)));
    return text;
}

} // namespace

columns::ColumnSearch &LeadFinder::search() const
{
    if (!m_search || m_engine != m_replica.engine()) {
        m_search.reset();
        m_engine = m_replica.engine();
        m_search.emplace(m_engine->columns);
    }
    return *m_search;
}

LeadFinder::Found LeadFinder::find(const QString &typed, Where where) const
{
    const SearchWords words(typed);
    const columns::SearchQuery query(withoutSigns(typed));
    if (words.isEmpty() || query.isEmpty())
        return {};
    columns::ColumnSearch &columnSearch = search();
    columnSearch.setQuery(query);
    const LeadColumns &leads = m_engine->columns;
    columns::Bitmap matching = leads.live();
    columnSearch.narrow(matching, Timestamp::now());
    Found found;
    qsizetype lookedAt = 0;
    m_engine->orders.forEach(columns::SortBy::Received, false, [&](Row row) {
        if (!matching.test(row) || leads.state(row).isErased())
            return;
        if (++lookedAt > kMaxLookedAt) {
            ++found.count;
        } else if (words.occurIn(peopleText(leads, row, where))) {
            ++found.count;
            found.rows.push_back(row);
        }
    });
    return found;
}

LeadFinder::Found LeadFinder::findAny(const QStringList &texts) const
{
    Found all;
    QSet<Row> known;
    for (const QString &text : texts) {
        const Found found = find(text);
        all.count += found.count - qsizetype(found.rows.size());
        for (const Row row : found.rows)
            if (!known.contains(row)) {
                known += row;
                all.rows.push_back(row);
            }
    }
    const LeadColumns &leads = m_replica.columns();
    std::sort(all.rows.begin(), all.rows.end(), [&leads](Row a, Row b) {
        return std::pair(leads.createdAt(b), leads.id(b)) < std::pair(leads.createdAt(a), leads.id(a));
    });
    all.count += qsizetype(all.rows.size());
    return all;
}

QList<QUuid> newestLeads(const OfficeReplica &replica, qsizetype most,
                         const std::function<bool(const LeadColumns &leads, Row row)> &wants)
{
    const LeadColumns &leads = replica.columns();
    QList<QUuid> ids;
    replica.engine()->orders.forEach(columns::SortBy::Received, false, [&](Row row) {
        if (ids.size() < most && (!wants || wants(leads, row)))
            ids += leads.id(row);
    });
    return ids;
}

} // namespace pl::replica
