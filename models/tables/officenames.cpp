#include "models/tables/officenames.h"

#include "models/base/foldedtext.h"
#include "models/columns/leadrecord.h"

namespace pl::tables {
namespace {

using columns::Bitmap;
using columns::LeadColumns;
using columns::Needle;
using columns::RecordPart;
using columns::Row;

constexpr std::size_t kKeptWords = 8;

std::string_view bytesOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// What a lead is called when its customer's name isn't known: calledName() of models/domain/leadname.h.
RecordPart partCalled(std::string_view record)
{
    if (!columns::partOf(record, RecordPart::Name).empty())
        return RecordPart::Name;
    return columns::partOf(record, RecordPart::Phone).empty() ? RecordPart::Email : RecordPart::Phone;
}

void addCalled(const LeadColumns &leads, const Needle &needle, Bitmap &found)
{
    const auto hit = [&](Row row, std::string_view record, const char *place) {
        const char *const end = record.data() + record.size();
        const auto part = static_cast<RecordPart>(columns::countLineFeeds(record.data(), place));
        if (part != partCalled(record) || leads.state(row).isErased())
            return place + 1;
        found.set(row);
        return end;
    };
    for (std::size_t chunk = 0; chunk < leads.texts().chunks(); ++chunk)
        leads.texts().scan(chunk, needle, hit);
}

void addServices(const LeadColumns &leads, const Needle &needle, Bitmap &found)
{
    Bitmap wanted(leads.services().size());
    for (LeadColumns::Code code = 1; code < leads.services().size(); ++code)
        wanted.assign(code, needle.isIn(leads.services().foldedName(code)));
    if (!wanted.any())
        return;
    Bitmap rows = leads.live();
    rows.keepIf([&](Row row) { return wanted.test(leads.serviceCode(row)); });
    found |= rows;
}

} // namespace

bool RowSearch::occurs(const Word &word, std::string_view text, std::uint32_t plumber, Row lead)
{
    return word.needle.isIn(text) || (plumber < word.plumbers.size() && word.plumbers[plumber]) ||
           (lead < word.leads->size() && word.leads->test(lead));
}

bool RowSearch::finds(std::string_view text, std::uint32_t plumber, Row lead) const
{
    const auto isThere = [&](const Word &word) { return occurs(word, text, plumber, lead); };
    return std::all_of(m_words.begin(), m_words.end(), isThere) || (m_digits && isThere(*m_digits));
}

RowSearch OfficeNames::search(const QString &typed, const QList<QUuid> &plumbers)
{
    const SearchWords words(typed);
    RowSearch search;
    if (words.isEmpty())
        return search;
    QList<QByteArray> names;
    for (const QString &name : plumberNames(plumbers))
        names += folded(name);
    for (const QByteArray &word : words.words())
        search.m_words.push_back(wordFor(word, names));
    if (!words.digits().isEmpty())
        search.m_digits = wordFor(words.digits(), names);
    return search;
}

RowSearch::Word OfficeNames::wordFor(const QByteArray &word, const QList<QByteArray> &plumbers)
{
    RowSearch::Word made{Needle(bytesOf(word)), {}, leadsWith(word)};
    for (const QByteArray &name : plumbers)
        made.plumbers.push_back(name.contains(word));
    return made;
}

std::shared_ptr<const Bitmap> OfficeNames::leadsWith(const QByteArray &word)
{
    const LeadColumns &leads = m_office.columns();
    if (m_engine != m_office.engine() || std::exchange(m_revision, leads.revision()) != leads.revision())
        m_found.clear();
    m_engine = m_office.engine();
    for (const Found &found : m_found)
        if (found.word == word)
            return found.leads;
    const auto found = std::make_shared<Bitmap>(leads.rows());
    const Needle needle(bytesOf(word));
    addCalled(leads, needle, *found);
    addServices(leads, needle, *found);
    m_found.push_front({word, found});
    if (m_found.size() > kKeptWords)
        m_found.pop_back();
    return found;
}

QStringList OfficeNames::plumberNames(const QList<QUuid> &plumbers) const
{
    QStringList names;
    names.reserve(plumbers.size());
    for (const QUuid &id : plumbers)
        names += m_office.plumberName(id);
    return names;
}

std::vector<std::uint32_t> OfficeNames::leadRanks(Of what, bool ascending) const
{
    const LeadColumns &leads = m_office.columns();
    std::vector<std::uint32_t> ranks(leads.rows());
    if (what == Of::Customer) {
        std::uint32_t rank = 0;
        m_office.engine()->orders.forEach(columns::SortBy::Customer, ascending, [&](Row row) { ranks[row] = ++rank; });
        return ranks;
    }
    const std::vector<std::uint32_t> &services = leads.services().ranks(leads.collation());
    leads.live().forEach([&](Row row) {
        const std::uint32_t rank = services[leads.serviceCode(row)] + 1;
        ranks[row] = ascending ? rank : ~rank;
    });
    return ranks;
}

OfficeNames::LeadNumber OfficeNames::leadNumbers(bool here) const
{
    const LeadColumns &leads = m_office.columns();
    if (here)
        return [&leads](const QUuid &id) { return leads.rowOf(id); };
    struct Copy
    {
        std::vector<QUuid> ids;
        Bitmap live;
        columns::UuidIndex index;
        bool isReady = false;
        void prepare()
        {
            isReady = true;
            index.reserve(ids.size(), ids);
            live.forEach([this](Row row) { index.insert(row, ids); });
        }
    };
    const auto copy = std::make_shared<Copy>(Copy{{}, leads.live(), {}});
    copy->ids.reserve(leads.rows());
    for (Row row = 0; row < leads.rows(); ++row)
        copy->ids.push_back(leads.id(row));
    return [copy](const QUuid &id) {
        if (!copy->isReady)
            copy->prepare(); // there: it takes longer than copying ids
        return copy->index.find(id, copy->ids);
    };
}

std::vector<std::uint32_t> ranksOf(const QStringList &names)
{
    std::vector<std::pair<QString, std::uint32_t>> sorted;
    for (const QString &name : names)
        sorted.emplace_back(name.toCaseFolded(), static_cast<std::uint32_t>(sorted.size()));
    std::sort(sorted.begin(), sorted.end(),
              [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.first, b.first) < 0; });
    std::vector<std::uint32_t> ranks(sorted.size());
    std::uint32_t rank = 0;
    for (std::size_t at = 0; at < sorted.size(); ++at) {
        if (at > 0 && QString::localeAwareCompare(sorted[at - 1].first, sorted[at].first) != 0)
            ++rank;
        ranks[sorted[at].second] = rank;
    }
    return ranks;
}

} // namespace pl::tables
