#include "ui/shell/peoplesearch.h"

#include "models/columns/leadrecord.h"
#include "ui/words/chips.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <vector>

namespace pl::ui {
namespace {

struct PeopleSearchWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::PeopleSearch)
};

const QString kLeadKey = QStringLiteral("lead/");
const QString kPlumberKey = QStringLiteral("plumber/");

QString keyOf(const QString &kind, const QUuid &id)
{
    return kind + id.toString(QUuid::WithoutBraces);
}

/// Null for a key of another kind.
QUuid idIn(const QString &key, const QString &kind)
{
    return key.startsWith(kind) ? QUuid::fromString(key.mid(kind.size())) : QUuid();
}

/// "a · b", without what is empty.
QString dotted(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" \u00B7 "));
}

template <class Row>
struct FoundPerson
{
    int rank;
    bool isClosed;
    qint64 age; ///< the smaller, the newer
    Row row;
    auto order() const { return std::tuple(rank, isClosed, age); }
};

/// The best few first; the others in any order.
template <class Row>
void bestFirst(std::vector<FoundPerson<Row>> &found)
{
    const auto few = std::min<std::ptrdiff_t>(PeopleSearch::kMost, std::ssize(found));
    std::partial_sort(found.begin(), found.begin() + few, found.end(),
                      [](const auto &a, const auto &b) { return a.order() < b.order(); });
}

QString nameIn(const columns::LeadColumns &leads, columns::Row row)
{
    const std::string_view name = columns::shownName(leads.record(row));
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

PeopleSearch::PeopleSearch(const replica::OfficeReplica &replica, Ways ways)
    : m_replica(replica), m_ways(std::move(ways)), m_finder(replica)
{
}

PaletteHit PeopleSearch::hitOf(const Lead &lead) const
{
    return {keyOf(kLeadKey, lead.id),
            leadName(lead),
            dotted({serviceText(lead.serviceNeeded), lead.zipCode.value_or(QString()), statusText(lead.status)}),
            {},
            [show = m_ways.showLead, id = lead.id] { show(id); }};
}

PaletteHit PeopleSearch::hitOf(const Plumber &plumber) const
{
    return {keyOf(kPlumberKey, plumber.id),
            plumber.fullName(),
            dotted({chipOf(plumber.statusOn(today())).text, plumber.zipCode}),
            {},
            [show = m_ways.showPlumber, id = plumber.id] { show(id); }};
}

QDate PeopleSearch::today() const
{
    return m_replica.settings().dispatch.localTime(Timestamp::now()).date();
}

QList<PaletteHit> PeopleSearch::leads(const QString &typed) const
{
    const SearchWords words(typed);
    if (words.isEmpty())
        return {};
    const auto found = m_finder.find(typed, replica::LeadFinder::Where::PeopleAndZip);
    const columns::LeadColumns &leads = m_replica.columns();
    std::vector<FoundPerson<columns::Row>> matches;
    for (const columns::Row row : found.rows)
        matches.push_back({paletteRank(nameIn(leads, row), words).value_or(RankElsewhere),
                           leads.state(row).status() == LeadStatus::Completed, -leads.createdAt(row).micros, row});
    bestFirst(matches);
    QList<PaletteHit> hits;
    for (std::size_t i = 0; i < matches.size() && hits.size() < kMost; ++i)
        if (const Lead *lead = m_replica.lead(leads.id(matches[i].row))) {
            hits += hitOf(*lead);
            hits.last().rank = matches[i].rank;
        }
    if (found.count > kMost)
        hits += {{},
                 PeopleSearchWords::tr("Show all %n lead(s) that match", nullptr, int(found.count)),
                 {},
                 {},
                 [search = m_ways.searchLeads, typed] { search(typed); },
                 RankLast};
    return hits;
}

QList<PaletteHit> PeopleSearch::plumbers(const QString &typed) const
{
    const SearchWords words(typed);
    if (words.isEmpty())
        return {};
    m_plumberTexts.setTyped(typed);
    const QDate day = today();
    std::vector<FoundPerson<const Plumber *>> matches;
    for (const Plumber &plumber : m_replica.plumbers()) {
        const auto text = [&plumber] {
            return QStringList{plumber.fullName(), plumber.phoneNumber, plumber.email, plumber.zipCode}.join(
                QLatin1Char('\n'));
        };
        if (plumber.status != PlumberStatus::Removed && m_plumberTexts.finds(plumber.id, plumber.version, {}, text))
            matches.push_back({paletteRank(plumber.fullName(), words).value_or(RankElsewhere), plumber.isPausedOn(day),
                               -plumber.createdAt.micros, &plumber});
    }
    bestFirst(matches);
    QList<PaletteHit> hits;
    for (std::size_t i = 0; i < matches.size() && hits.size() < kMost; ++i) {
        hits += hitOf(*matches[i].row);
        hits.last().rank = matches[i].rank;
    }
    return hits;
}

std::optional<PaletteHit> PeopleSearch::leadByKey(const QString &key) const
{
    const Lead *lead = m_replica.lead(idIn(key, kLeadKey));
    return lead && !lead->erasedAt ? std::optional(hitOf(*lead)) : std::nullopt;
}

std::optional<PaletteHit> PeopleSearch::plumberByKey(const QString &key) const
{
    const Plumber *plumber = m_replica.plumber(idIn(key, kPlumberKey));
    return plumber && plumber->status != PlumberStatus::Removed ? std::optional(hitOf(*plumber)) : std::nullopt;
}

} // namespace pl::ui
