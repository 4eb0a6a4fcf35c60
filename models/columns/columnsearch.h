#pragma once

#include "models/columns/leadcolumns.h"
#include "models/columns/leadrecord.h"
#include "models/columns/searchquery.h"

namespace pl::columns {

/// Finds what a search asks for. Keeps what each term found for as long as no row changes: another letter looks only
/// where the word without it was, another word only for itself.
class ColumnSearch
{
public:
    /// `columns` outlives this.
    explicit ColumnSearch(const LeadColumns &columns) : m_columns(columns) {}

    void setQuery(const SearchQuery &query);
    bool isEmpty() const { return m_terms.empty() && m_words.empty(); }

    /// Keeps the rows that are found. A million rows with 100 bytes of text: 10 to 20 ms for a term that looks
    /// anywhere, 1 to 2 ms for one that asks a field with few values.
    void narrow(Bitmap &rows, Timestamp now);
    /// One row: a microsecond or two.
    bool matches(Row row, Timestamp now) const;
    /// When the row is found or no longer found without having changed; none if never. After `now`.
    std::optional<Timestamp> nextChange(Row row, Timestamp now) const;
    bool changesInTime() const;

private:
    /// A term with what it takes to look for it.
    struct Term
    {
        SearchTerm term;
        std::optional<Needle> needle;
        mutable std::array<Bitmap, 4> codes = {}; ///< of the dictionaries it looks in; made again with their revisions
        mutable std::array<std::uint64_t, 4> revisions = {};
    };
    struct Found
    {
        SearchTerm term;
        Bitmap rows;
    };
    static Term termFor(const SearchTerm &term);
    bool has(Row row, const Term &term, Timestamp now) const;
    bool hasText(std::string_view record, const Term &term) const;
    bool hasCode(Row row, const Term &term) const;
    bool isOfAge(Row row, const SearchTerm &term, Timestamp now) const;
    const Bitmap &codes(const Term &term, std::size_t place, const ColumnDictionary &names) const;
    bool matchesWords(Row row, Timestamp now) const;

    void narrowByWords(Bitmap &rows, Timestamp now);
    void narrowBy(const Term &term, Bitmap &rows, Timestamp now);
    Bitmap find(const Term &term);
    void scan(const Term &term, Bitmap &found) const;
    void addByCodes(const Term &term, Bitmap &found) const;
    void dropOutdated();
    const Bitmap *foundBefore(const SearchTerm &term) const;
    const Bitmap *foundForLess(const SearchTerm &term) const;

    const LeadColumns &m_columns;
    std::vector<Term> m_words;
    std::optional<Term> m_digits; ///< instead of the words
    std::vector<Term> m_terms;
    std::vector<Found> m_found;
    std::uint64_t m_revision = 0;
    std::uint64_t m_namesRevision = 0;
};

/// What SearchField::Plumber, Service, Zip or Source can be, the most used first: for completionsFor().
QStringList searchValues(const LeadColumns &columns, SearchField field);

} // namespace pl::columns
