#pragma once

#include "models/columns/foundplaces.h"
#include "models/columns/leadcolumns.h"
#include "models/columns/leadrecord.h"
#include "models/columns/searchquery.h"

namespace pl::columns {

/// Finds what a search asks for. Keeps what each term found for as long as no row changes: a letter that is taken back
/// takes no search, another word looks only for itself, and another letter only for what follows the places of the word
/// without it, or in its rows, if they aren't too many. Threads share what looks through all texts.
class ColumnSearch
{
public:
    /// Where words are looked for: in all texts and names, or in customers' names, addresses of e-mail and phone
    /// numbers alone.
    enum class Reach { Everything, People, PeopleAndZip };

    /// `columns` outlives this.
    explicit ColumnSearch(const LeadColumns &columns, Reach reach = Reach::Everything)
        : m_columns(columns), m_reach(reach)
    {
    }
    Reach reach() const { return m_reach; }

    void setQuery(const SearchQuery &query);
    /// The same for words alone, whatever signs they have.
    void setWords(const SearchWords &words);
    /// Keeps nothing of what was found: parts of texts are among it.
    void forget();
    bool isEmpty() const { return m_terms.empty() && m_words.empty(); }

    /// Keeps the rows that are found. A million rows with 130 bytes of text: 20 to 40 ms of processor time, which
    /// threads share, for a new term that looks anywhere, 1 to 2 ms for one that asks a field with few values.
    void narrow(Bitmap &rows, Timestamp now);
    /// One row: a microsecond or two.
    bool matches(Row row, Timestamp now) const;
    /// When the row is found or no longer found without having changed; none if never. After `now`.
    std::optional<Timestamp> nextChange(Row row, Timestamp now) const;
    bool changesInTime() const;

private:
    /// The parts of a record that count.
    struct Parts
    {
        RecordPart first = RecordPart::Name;
        RecordPart end = RecordPart::Name; ///< the one behind
    };
    /// A term with what it takes to look for it.
    struct Term
    {
        SearchTerm term;
        Parts parts;
        std::optional<Needle> needle;
        mutable std::array<Bitmap, 4> codes = {}; ///< of the dictionaries it looks in; made again with their revisions
        mutable std::array<std::uint64_t, 4> revisions = {};
    };
    struct Found
    {
        SearchTerm term;
        Bitmap rows;
        std::size_t count;
    };
    Term termFor(const SearchTerm &term) const;
    Parts partsFor(const SearchTerm &term) const;
    static std::string_view searched(std::string_view record, const Parts &parts);
    bool has(Row row, const Term &term, Timestamp now) const;
    bool hasText(Row row, const Term &term) const;
    bool looksIn(SearchField names, const Term &term) const;
    bool hasCode(Row row, const Term &term) const;
    void readCodes(const Term &term) const;
    bool isOfAge(Row row, const SearchTerm &term, Timestamp now) const;
    const Bitmap &codes(const Term &term, std::size_t place, const ColumnDictionary &names) const;
    bool matchesWords(Row row, Timestamp now) const;

    void narrowByWords(Bitmap &rows, Timestamp now);
    void narrowBy(const Term &term, Bitmap &rows, Timestamp now);
    bool areFew(std::size_t rows) const;
    Bitmap lookAtFew(const Term &term, const Bitmap &rows);
    Bitmap find(const Term &term);
    void scan(const Term &term, Bitmap &found);
    std::size_t lookAtEach(std::size_t chunk, const Term &term, Bitmap &found) const;
    std::size_t lookForPlaces(std::size_t chunk, const Term &term, Bitmap &found, FoundPlaces &places) const;
    void keepThose(Bitmap &rows, const Term &term, bool isNegated, Timestamp now) const;
    void addByCodes(const Term &term, Bitmap &found) const;
    static bool isPartOf(const SearchTerm &part, const SearchTerm &term);
    static void keep(std::vector<Found> &kept, const SearchTerm &term, const Bitmap &rows);
    void dropOutdated();
    bool isFollowed(const SearchTerm &term) const;
    const Bitmap *foundBefore(const SearchTerm &term);
    const Bitmap *foundForLess(const SearchTerm &term) const;

    const LeadColumns &m_columns;
    Reach m_reach;
    std::vector<Term> m_words;
    std::optional<Term> m_digits; ///< instead of the words
    std::vector<Term> m_terms;
    std::vector<Found> m_found;   ///< what was used last comes last
    std::vector<Found> m_missing; ///< rows that were looked at and haven't the term; others may not have it, either
    SearchTerm m_placed;          ///< what m_places are of; empty: of nothing
    FoundPlaces m_places;
    std::uint64_t m_revision = 0;
    std::uint64_t m_namesRevision = 0;
};

/// What SearchField::Plumber, Service, Zip or Source can be, the most used first: for completionsFor().
QStringList searchValues(const LeadColumns &columns, SearchField field);

} // namespace pl::columns
