#include "models/columns/columnsearch.h"

#include "models/columns/sharedwork.h"

#include <algorithm>
#include <mutex>

// How a search looks through all rows, and what it keeps of that.

namespace pl::columns {
namespace {

constexpr std::size_t kFewRows = 8;    ///< one of so many or fewer: looking at each is faster than reading everything
constexpr std::size_t kManyRows = 3;   ///< one of so many or more: looking at each is faster than finding its place
constexpr std::size_t kMostPlaces = 2; ///< one for so many rows: 8 bytes a row
constexpr std::size_t kKeptResults = 24;
constexpr std::size_t kWordsOfPart = 64; ///< of a bitmap, that a thread looks through at least

bool looksInTexts(const SearchTerm &term)
{
    return term.field == SearchField::Anywhere || term.field == SearchField::Name || term.field == SearchField::Phone ||
           term.field == SearchField::Email;
}

bool looksInNames(const SearchTerm &term)
{
    return term.field == SearchField::Plumber || term.field == SearchField::Service || term.field == SearchField::Zip ||
           term.field == SearchField::Source;
}

} // namespace

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
    if (const Bitmap *known = isByText ? foundBefore(term.term) : nullptr) {
        term.term.isNegated ? rows -= *known : rows &= *known;
    } else if (const bool isFew = areFew(rows.count()); !isByText && (isFew || !looksInNames(term.term))) {
        keepThose(rows, term, term.term.isNegated, now);
    } else {
        const Bitmap found = isFew ? lookAtFew(term, rows) : find(term);
        term.term.isNegated ? rows -= found : rows &= found;
    }
}

/// Which of these rows have the term. Rows that haven't a part of it aren't looked at, nor twice.
Bitmap ColumnSearch::lookAtFew(const Term &term, const Bitmap &rows)
{
    Bitmap found = rows;
    for (const Found &part : m_found)
        if (isPartOf(part.term, term.term))
            found &= part.rows;
    for (const Found &part : m_missing)
        if (isPartOf(part.term, term.term))
            found -= part.rows;
    keepThose(found, term, false, {});
    Bitmap missing = rows;
    missing -= found;
    keep(m_missing, term.term, missing);
    return found;
}

/// Whether all rows that have a term have the other one, whose text is a part of its. Not so of ZIP codes: they begin
/// with what is asked for.
bool ColumnSearch::isPartOf(const SearchTerm &part, const SearchTerm &term)
{
    return part.field == term.field && term.text.contains(part.text);
}

void ColumnSearch::keep(std::vector<Found> &kept, const SearchTerm &term, const Bitmap &rows)
{
    if (kept.size() == kKeptResults)
        kept.erase(kept.begin());
    kept.push_back({term, rows, rows.count()});
}

bool ColumnSearch::areFew(std::size_t rows) const
{
    return rows <= m_columns.rows() / kFewRows;
}

Bitmap ColumnSearch::find(const Term &term)
{
    Bitmap found(m_columns.rows());
    const bool isByText = looksInTexts(term.term);
    if (isByText && isFollowed(term.term)) {
        m_places.setRowsWith(term.needle->text().substr(static_cast<std::size_t>(m_placed.text.size())), found);
        addByCodes(term, found);
    } else if (const Bitmap *more = isByText ? foundForLess(term.term) : nullptr) {
        found = *more;
        keepThose(found, term, false, {});
    } else {
        if (isByText)
            scan(term, found);
        addByCodes(term, found);
    }
    if (isByText)
        keep(m_found, term.term, found);
    return found;
}

/// Looks at each row alone.
void ColumnSearch::keepThose(Bitmap &rows, const Term &term, bool isNegated, Timestamp now) const
{
    readCodes(term);
    shareWork(rows.words(), kWordsOfPart, [&](std::size_t first, std::size_t end) {
        rows.keepSetIf(first, end, [&](Row row) { return has(row, term, now) != isNegated; });
    });
}

/// Each part of the texts into a bitmap of its own. What one chunk has tells how to look through the next: where many
/// rows are found, each row is looked at, and places aren't kept.
void ColumnSearch::scan(const Term &term, Bitmap &found)
{
    std::mutex mutex;
    const ColumnArena &texts = m_columns.texts();
    FoundPlaces places;
    bool areKept = true;
    shareWork(texts.chunks(), 1, [&](std::size_t first, std::size_t end) {
        Bitmap some(found.size());
        FoundPlaces somePlaces;
        bool areMany = term.needle->text().size() == 1;
        bool wereMany = areMany;
        for (std::size_t chunk = first; chunk < end; ++chunk) {
            const std::size_t hits =
                areMany ? lookAtEach(chunk, term, some) : lookForPlaces(chunk, term, some, somePlaces);
            areMany = hits > texts.rows(chunk) / kManyRows;
            wereMany = wereMany || areMany;
        }
        const std::scoped_lock lock(mutex);
        found |= some;
        areKept = areKept && !wereMany && places.size() + somePlaces.size() <= m_columns.rows() / kMostPlaces;
        if (areKept)
            places.add(somePlaces);
    });
    if (areKept) {
        m_placed = term.term;
        m_places = std::move(places);
    }
}

std::size_t ColumnSearch::lookAtEach(std::size_t chunk, const Term &term, Bitmap &found) const
{
    std::size_t hits = 0;
    m_columns.texts().forEach(chunk, [&](Row row, std::string_view record) {
        const bool isHit = term.needle->isInLonger(searched(record, term.parts));
        found.assign(row, isHit);
        hits += isHit;
    });
    return hits;
}

std::size_t ColumnSearch::lookForPlaces(std::size_t chunk, const Term &term, Bitmap &found, FoundPlaces &places) const
{
    std::size_t hits = 0;
    m_columns.texts().scan(chunk, *term.needle, [&](Row row, std::string_view record, const char *place) {
        const std::string_view wanted = searched(record, term.parts);
        if (place < wanted.data())
            return wanted.data();
        if (place >= wanted.data() + wanted.size())
            return record.data() + record.size();
        hits += !found.test(row);
        found.set(row);
        places.add(row, place + term.needle->text().size());
        return place + 1;
    });
    return hits;
}

void ColumnSearch::dropOutdated()
{
    const bool isAsBefore = std::exchange(m_revision, m_columns.revision()) == m_columns.revision();
    if (std::exchange(m_namesRevision, m_columns.namesRevision()) != m_columns.namesRevision() || !isAsBefore)
        forget();
}

void ColumnSearch::forget()
{
    m_found.clear();
    m_missing.clear();
    m_placed = {};
    m_places = {};
}

/// Whether the places that are kept tell where the text is.
bool ColumnSearch::isFollowed(const SearchTerm &term) const
{
    return !m_placed.text.isEmpty() && m_placed.field == term.field && term.text.startsWith(m_placed.text) &&
           term.text.size() - m_placed.text.size() <= static_cast<qsizetype>(FoundPlaces::kMore);
}

/// What is used again is kept longer.
const Bitmap *ColumnSearch::foundBefore(const SearchTerm &term)
{
    const auto found = std::find_if(m_found.begin(), m_found.end(), [&](const Found &one) {
        return one.term.field == term.field && one.term.text == term.text;
    });
    if (found == m_found.end())
        return nullptr;
    std::rotate(found, found + 1, m_found.end());
    return &m_found.back().rows;
}

/// The fewest rows in which a part of the text was found, if they are few.
const Bitmap *ColumnSearch::foundForLess(const SearchTerm &term) const
{
    const Found *fewest = nullptr;
    for (const Found &one : m_found)
        if (isPartOf(one.term, term) && areFew(one.count) && (!fewest || one.count < fewest->count))
            fewest = &one;
    return fewest ? &fewest->rows : nullptr;
}

} // namespace pl::columns
