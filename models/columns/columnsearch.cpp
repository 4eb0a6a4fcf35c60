#include "models/columns/columnsearch.h"

#include <algorithm>

namespace pl::columns {
namespace {

std::string_view bytesOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

ColumnSearch::Term ColumnSearch::termFor(const SearchTerm &term) const
{
    return {term, partsFor(term), term.text.isEmpty() ? std::nullopt : std::optional<Needle>(bytesOf(term.text))};
}

/// What people are shown is there beside what is searched.
ColumnSearch::Parts ColumnSearch::partsFor(const SearchTerm &term) const
{
    switch (term.field) {
    case SearchField::Name:
        return {RecordPart::Name, RecordPart::Email};
    case SearchField::Email:
        return {RecordPart::Email, RecordPart::Phone};
    case SearchField::Phone:
        return {RecordPart::Phone, RecordPart::Address};
    case SearchField::Anywhere:
        return {RecordPart::Name, m_reach == Reach::Everything ? RecordPart::Count : RecordPart::Address};
    case SearchField::Plumber:
    case SearchField::Service:
    case SearchField::Zip:
    case SearchField::Source:
    case SearchField::Status:
    case SearchField::Urgency:
    case SearchField::Age:
        break;
    }
    return {};
}

std::string_view ColumnSearch::searched(std::string_view record, const Parts &parts)
{
    const char *const end = record.data() + record.size();
    const char *const first = behindLineFeeds(record.data(), end, static_cast<std::size_t>(parts.first));
    const auto count = static_cast<std::size_t>(parts.end) - static_cast<std::size_t>(parts.first);
    const char *const last = parts.end == RecordPart::Count ? end : behindLineFeeds(first, end, count);
    return {first, static_cast<std::size_t>(last - first)};
}

void ColumnSearch::setQuery(const SearchQuery &query)
{
    setWords(query.words());
    for (const SearchTerm &term : query.terms())
        m_terms.push_back(termFor(term));
}

void ColumnSearch::setWords(const SearchWords &words)
{
    const auto anywhere = [](QByteArray text) {
        text.removeIf([](char c) { return static_cast<unsigned char>(c) < 0x20; }); // as records are
        return SearchTerm{.text = text};
    };
    m_words.clear();
    m_terms.clear();
    m_digits.reset();
    for (const QByteArray &word : words.words())
        if (const SearchTerm term = anywhere(word); !term.text.isEmpty())
            m_words.push_back(termFor(term));
    if (!words.digits().isEmpty())
        m_digits = termFor(anywhere(words.digits()));
}

bool ColumnSearch::matches(Row row, Timestamp now) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term &term) { return has(row, term, now) != term.term.isNegated; }) &&
           matchesWords(row, now);
}

bool ColumnSearch::matchesWords(Row row, Timestamp now) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const Term &term) { return has(row, term, now); }) ||
           (m_digits && has(row, *m_digits, now));
}

bool ColumnSearch::has(Row row, const Term &term, Timestamp now) const
{
    switch (term.term.field) {
    case SearchField::Status:
        return term.term.statuses.contains(m_columns.state(row).status());
    case SearchField::Urgency:
        return term.term.urgencies.contains(m_columns.state(row).urgency());
    case SearchField::Age:
        return isOfAge(row, term.term, now);
    case SearchField::Name:
    case SearchField::Phone:
    case SearchField::Email:
        return hasText(row, term);
    case SearchField::Plumber:
    case SearchField::Service:
    case SearchField::Zip:
    case SearchField::Source:
        return hasCode(row, term);
    case SearchField::Anywhere:
        break;
    }
    return hasCode(row, term) || hasText(row, term);
}

bool ColumnSearch::hasText(Row row, const Term &term) const
{
    return term.needle->isInLonger(searched(m_columns.record(row), term.parts));
}

bool ColumnSearch::isOfAge(Row row, const SearchTerm &term, Timestamp now) const
{
    const Timestamp created = m_columns.createdAt(row);
    return (!term.youngerThan || created > now.addSeconds(-*term.youngerThan)) &&
           (!term.olderThan || created <= now.addSeconds(-*term.olderThan));
}

namespace {

/// The dictionaries that terms look in, each with where a row has its number.
struct Place
{
    const ColumnDictionary &(LeadColumns::*names)() const;
    ColumnDictionary::Code (LeadColumns::*code)(Row) const;
    SearchField field;
};
constexpr Place kPlaces[] = {
    {&LeadColumns::plumbers, &LeadColumns::plumberCode, SearchField::Plumber},
    {&LeadColumns::services, &LeadColumns::serviceCode, SearchField::Service},
    {&LeadColumns::zips, &LeadColumns::zipCode, SearchField::Zip},
    {&LeadColumns::sources, &LeadColumns::sourceCode, SearchField::Source},
};

} // namespace

/// Only whoever asks for a source looks for its name.
bool ColumnSearch::looksIn(SearchField names, const Term &term) const
{
    if (term.term.field != SearchField::Anywhere)
        return term.term.field == names;
    return m_reach == Reach::Everything ? names != SearchField::Source
                                        : m_reach == Reach::PeopleAndZip && names == SearchField::Zip;
}

const Bitmap &ColumnSearch::codes(const Term &term, std::size_t place, const ColumnDictionary &names) const
{
    if (term.revisions[place] == names.revision())
        return term.codes[place];
    term.revisions[place] = names.revision();
    term.codes[place] = Bitmap(names.size());
    for (ColumnDictionary::Code code = 1; code < names.size(); ++code) {
        const std::string &name = names.foldedName(code);
        const bool isHit = term.term.field == SearchField::Zip ? std::string_view(name).starts_with(term.needle->text())
                                                               : term.needle->isIn(name);
        term.codes[place].assign(code, isHit);
    }
    return term.codes[place];
}

/// From then on, threads may ask for the term side by side.
void ColumnSearch::readCodes(const Term &term) const
{
    for (std::size_t at = 0; at < std::size(kPlaces); ++at)
        if (looksIn(kPlaces[at].field, term))
            codes(term, at, (m_columns.*kPlaces[at].names)());
}

bool ColumnSearch::hasCode(Row row, const Term &term) const
{
    for (std::size_t at = 0; at < std::size(kPlaces); ++at)
        if (looksIn(kPlaces[at].field, term) &&
            codes(term, at, (m_columns.*kPlaces[at].names)()).test((m_columns.*kPlaces[at].code)(row)))
            return true;
    return false;
}

void ColumnSearch::addByCodes(const Term &term, Bitmap &found) const
{
    for (std::size_t at = 0; at < std::size(kPlaces); ++at) {
        if (!looksIn(kPlaces[at].field, term))
            continue;
        const Bitmap &wanted = codes(term, at, (m_columns.*kPlaces[at].names)());
        if (!wanted.any())
            continue;
        Bitmap rows = m_columns.live();
        rows -= found;
        rows.keepIf([&](Row row) { return wanted.test((m_columns.*kPlaces[at].code)(row)); });
        found |= rows;
    }
}

bool ColumnSearch::changesInTime() const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [](const Term &term) { return term.term.field == SearchField::Age; });
}

/// The next moment at which a bound passes; whether the row is found then depends on the other terms, too.
std::optional<Timestamp> ColumnSearch::nextChange(Row row, Timestamp now) const
{
    std::optional<Timestamp> next;
    for (const Term &term : m_terms)
        for (const std::optional<qint64> &bound : {term.term.youngerThan, term.term.olderThan}) {
            const Timestamp at = bound ? m_columns.createdAt(row).addSeconds(*bound) : Timestamp{};
            if (bound && at > now && (!next || at < *next))
                next = at;
        }
    return next;
}

QStringList searchValues(const LeadColumns &columns, SearchField field)
{
    const Place *place =
        std::find_if(std::begin(kPlaces), std::end(kPlaces), [field](const Place &one) { return one.field == field; });
    if (place == std::end(kPlaces))
        return {};
    const ColumnDictionary &names = (columns.*place->names)();
    std::vector<ColumnDictionary::Code> codes;
    for (ColumnDictionary::Code code = 1; code < names.size(); ++code)
        if (names.rows(code) > 0 && !names.name(code).empty())
            codes.push_back(code);
    std::sort(codes.begin(), codes.end(), [&](auto a, auto b) {
        return names.rows(a) != names.rows(b) ? names.rows(a) > names.rows(b) : names.name(a) < names.name(b);
    });
    QStringList values;
    for (const ColumnDictionary::Code code : codes)
        values += QString::fromStdString(names.name(code));
    return values;
}

} // namespace pl::columns
