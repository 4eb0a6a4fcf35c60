#pragma once

#include "models/base/foldedtext.h"
#include "models/domain/leadstatus.h"
#include "models/domain/urgency.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <optional>

namespace pl::columns {

struct SearchPiece;

/// Where a term of a search must occur.
enum class SearchField { Anywhere, Name, Phone, Email, Plumber, Service, Zip, Source, Status, Urgency, Age };

/// The words with which people name fields and their values, in the language of the window. Several may mean the same;
/// completion offers the first. Compared without case and accents.
struct SearchLanguage
{
    QList<std::pair<QString, SearchField>> fields;
    QList<std::pair<QString, LeadStatus>> statuses;
    QList<std::pair<QString, Urgency>> urgencies;

    /// "plumber", "status", …, "new", "day", …
    static SearchLanguage english();
};

/// One condition. Its text is folded (models/base/foldedtext.h) and not empty where the field is a text.
struct SearchTerm
{
    SearchField field = SearchField::Anywhere;
    bool isNegated = false;
    QByteArray text = {};                   ///< Phone: digits alone. Zip: how it begins
    QList<LeadStatus> statuses = {};        ///< Status: one of these
    QList<Urgency> urgencies = {};          ///< Urgency: one of these
    std::optional<qint64> youngerThan = {}; ///< Age: seconds
    std::optional<qint64> olderThan = {};   ///< Age: seconds
    bool operator==(const SearchTerm &) const = default;
};

/// What can't be understood in a search, and where it stands; the words are the caller's.
struct SearchError
{
    enum class Kind {
        NoSuchStatus,  ///< `text` begins no status' word
        NoSuchUrgency, ///< the same
        NoAge,         ///< `text` is not like "<2h", ">3d", "90m", "2w"
        NoDigits       ///< of a phone number
    };
    Kind kind;
    qsizetype from; ///< of what was typed, with its field
    qsizetype length;
    QString text; ///< the value
    bool operator==(const SearchError &) const = default;
};

/// A search as somebody typed it into the field above the table of leads.
///
/// Words: every one must occur, or all their digits in a row, as SearchWords has it. `"a phrase"` must occur as it
/// stands; what begins with `-` must not be true. `plumber:lee status:new age:<2h` asks a field; a word may be begun
/// only ("status:n"). A colon behind anything else means itself. What is not complete yet ("status:", a lone "-" or
/// quote) asks nothing; a term with an error neither.
class SearchQuery
{
public:
    SearchQuery() = default;
    explicit SearchQuery(const QString &typed, const SearchLanguage &language = SearchLanguage::english());

    bool isEmpty() const { return m_words.isEmpty() && m_terms.isEmpty(); }
    const SearchWords &words() const { return m_words; }
    const QList<SearchTerm> &terms() const { return m_terms; } ///< beside the words
    const QList<SearchError> &errors() const { return m_errors; }

private:
    void take(const SearchPiece &piece, const SearchLanguage &language);
    void takeValue(const SearchPiece &piece, SearchTerm term, const SearchLanguage &language);

    SearchWords m_words;
    QList<SearchTerm> m_terms;
    QList<SearchError> m_errors;
};

/// What can stand at the cursor: the piece of the text that a completion replaces.
struct CompletionPoint
{
    qsizetype from = 0;
    qsizetype length = 0;
    std::optional<SearchField> field = {}; ///< whose value is typed; none: a word, or a field's name
    QString begun = {};                    ///< what is there of it, up to the cursor
    bool operator==(const CompletionPoint &) const = default;
};
CompletionPoint completionAt(const QString &typed, qsizetype cursor,
                             const SearchLanguage &language = SearchLanguage::english());
/// What may replace the piece: names of fields with their colon, or values, quoted where they have a blank. Those that
/// begin with what is there come first, then those of which a later word does. `values` gives names of plumbers,
/// services, ZIP codes and sources, the most used first.
QStringList completionsFor(const CompletionPoint &point, const std::function<QStringList(SearchField)> &values,
                           const SearchLanguage &language = SearchLanguage::english());

} // namespace pl::columns
