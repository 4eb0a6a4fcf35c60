#include "models/columns/columnsearch.h"

#include <algorithm>

namespace pl::columns {
namespace {

constexpr std::size_t kFewRows = 16; ///< one of so many or fewer: looking at each is faster than reading everything
constexpr std::size_t kKeptResults = 8;

std::string_view bytesOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool looksInTexts(const SearchTerm &term)
{
    return term.field == SearchField::Anywhere || term.field == SearchField::Name || term.field == SearchField::Phone ||
           term.field == SearchField::Email;
}

/// Whether a place in a record counts for a term. What people are shown is there beside what is searched.
bool isPartSearched(SearchField field, std::size_t part)
{
    switch (field) {
    case SearchField::Name:
        return part == static_cast<std::size_t>(RecordPart::Name);
    case SearchField::Email:
        return part == static_cast<std::size_t>(RecordPart::Email);
    case SearchField::Phone:
        return part == static_cast<std::size_t>(RecordPart::Phone);
    case SearchField::Anywhere:
    case SearchField::Plumber:
    case SearchField::Service:
    case SearchField::Zip:
    case SearchField::Source:
    case SearchField::Status:
    case SearchField::Urgency:
    case SearchField::Age:
        break;
    }
    return part >= static_cast<std::size_t>(RecordPart::Name);
}

bool counts(const SearchTerm &term, std::string_view record, const char *place)
{
    return isPartSearched(term.field, countLineFeeds(record.data(), place));
}

} // namespace

ColumnSearch::Term ColumnSearch::termFor(const SearchTerm &term)
{
    return {term, term.text.isEmpty() ? std::nullopt : std::optional<Needle>(bytesOf(term.text))};
}

void ColumnSearch::setQuery(const SearchQuery &query)
{
    const auto anywhere = [](QByteArray text) {
        text.removeIf([](char c) { return static_cast<unsigned char>(c) < 0x20; }); // as records are
        return SearchTerm{.text = text};
    };
    m_words.clear();
    m_terms.clear();
    m_digits.reset();
    for (const QByteArray &word : query.words().words())
        if (const SearchTerm term = anywhere(word); !term.text.isEmpty())
            m_words.push_back(termFor(term));
    if (!query.words().digits().isEmpty())
        m_digits = termFor(anywhere(query.words().digits()));
    for (const SearchTerm &term : query.terms())
        m_terms.push_back(termFor(term));
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
        return hasText(m_columns.record(row), term);
    case SearchField::Plumber:
    case SearchField::Service:
    case SearchField::Zip:
    case SearchField::Source:
        return hasCode(row, term);
    case SearchField::Anywhere:
        break;
    }
    return hasCode(row, term) || hasText(m_columns.record(row), term);
}

bool ColumnSearch::hasText(std::string_view record, const Term &term) const
{
    const char *const end = record.data() + record.size();
    for (const char *at = record.data(); (at = term.needle->find(at, end)) != nullptr; ++at)
        if (counts(term.term, record, at))
            return true;
    return false;
}

bool ColumnSearch::isOfAge(Row row, const SearchTerm &term, Timestamp now) const
{
    const Timestamp created = m_columns.createdAt(row);
    return (!term.youngerThan || created > now.addSeconds(-*term.youngerThan)) &&
           (!term.olderThan || created <= now.addSeconds(-*term.olderThan));
}

namespace {

/// The dictionaries that a term looks in, each with where a row has its number.
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

/// Only whoever asks for a source looks for its name.
bool looksIn(const Place &place, const SearchTerm &term)
{
    return term.field == place.field || (term.field == SearchField::Anywhere && place.field != SearchField::Source);
}

} // namespace

const Bitmap &ColumnSearch::codes(const Term &term, std::size_t place, const ColumnDictionary &names) const
{
    if (std::exchange(term.revisions[place], names.revision()) == names.revision())
        return term.codes[place];
    term.codes[place] = Bitmap(names.size());
    for (ColumnDictionary::Code code = 1; code < names.size(); ++code) {
        const std::string &name = names.foldedName(code);
        const bool isHit = term.term.field == SearchField::Zip ? std::string_view(name).starts_with(term.needle->text())
                                                               : term.needle->isIn(name);
        term.codes[place].assign(code, isHit);
    }
    return term.codes[place];
}

bool ColumnSearch::hasCode(Row row, const Term &term) const
{
    for (std::size_t at = 0; at < std::size(kPlaces); ++at)
        if (looksIn(kPlaces[at], term.term) &&
            codes(term, at, (m_columns.*kPlaces[at].names)()).test((m_columns.*kPlaces[at].code)(row)))
            return true;
    return false;
}

void ColumnSearch::addByCodes(const Term &term, Bitmap &found) const
{
    for (std::size_t at = 0; at < std::size(kPlaces); ++at) {
        if (!looksIn(kPlaces[at], term.term))
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

void ColumnSearch::scan(const Term &term, Bitmap &found) const
{
    m_columns.texts().scan(*term.needle, [&](Row row, std::string_view record, const char *place) {
        if (!counts(term.term, record, place))
            return false;
        found.set(row);
        return true;
    });
}

void ColumnSearch::narrow(Bitmap &rows, Timestamp now)
{
    dropOutdated();
    for (const Term &term : m_terms)
        if (!looksInTexts(term.term))
            narrowBy(term, rows, now);
    narrowByWords(rows, now);
    for (const Term &term : m_terms)
        if (looksInTexts(term.term))
            narrowBy(term, rows, now);
}

void ColumnSearch::narrowByWords(Bitmap &rows, Timestamp now)
{
    if (!m_digits) {
        for (const Term &word : m_words)
            narrowBy(word, rows, now);
        return;
    }
    Bitmap byDigits = rows;
    narrowBy(*m_digits, byDigits, now);
    for (const Term &word : m_words)
        narrowBy(word, rows, now);
    rows |= byDigits;
}

void ColumnSearch::narrowBy(const Term &term, Bitmap &rows, Timestamp now)
{
    const bool isByText = looksInTexts(term.term);
    const bool areFew = rows.count() <= m_columns.rows() / kFewRows;
    if (const Bitmap *known = isByText && !areFew ? foundBefore(term.term) : nullptr) {
        term.term.isNegated ? rows -= *known : rows &= *known;
    } else if (areFew || term.term.field == SearchField::Status || term.term.field == SearchField::Urgency ||
               term.term.field == SearchField::Age) {
        rows.forEach([&](Row row) {
            if (has(row, term, now) == term.term.isNegated)
                rows.reset(row);
        });
    } else {
        const Bitmap found = find(term);
        term.term.isNegated ? rows -= found : rows &= found;
    }
}

Bitmap ColumnSearch::find(const Term &term)
{
    Bitmap found(m_columns.rows());
    const bool isByText = looksInTexts(term.term);
    if (const Bitmap *more = isByText ? foundForLess(term.term) : nullptr) {
        more->forEach([&](Row row) { found.assign(row, has(row, term, {})); });
    } else {
        if (isByText)
            scan(term, found);
        addByCodes(term, found);
    }
    if (isByText) {
        if (m_found.size() == kKeptResults)
            m_found.erase(m_found.begin());
        m_found.push_back({term.term, found});
    }
    return found;
}

void ColumnSearch::dropOutdated()
{
    const bool isAsBefore = std::exchange(m_revision, m_columns.revision()) == m_columns.revision();
    if (std::exchange(m_namesRevision, m_columns.namesRevision()) != m_columns.namesRevision() || !isAsBefore)
        m_found.clear();
}

const Bitmap *ColumnSearch::foundBefore(const SearchTerm &term) const
{
    const auto found = std::find_if(m_found.begin(), m_found.end(), [&](const Found &one) {
        return one.term.field == term.field && one.term.text == term.text;
    });
    return found == m_found.end() ? nullptr : &found->rows;
}

/// The rows in which a part of the text was found, if they are few.
const Bitmap *ColumnSearch::foundForLess(const SearchTerm &term) const
{
    const auto found = std::find_if(m_found.begin(), m_found.end(), [&](const Found &one) {
        return one.term.field == term.field && term.text.contains(one.term.text) &&
               one.rows.count() <= m_columns.rows() / kFewRows;
    });
    return found == m_found.end() ? nullptr : &found->rows;
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
