#include "models/columns/searchtranslation.h"

#include "models/columns/searchpiece.h"

namespace pl::columns {
namespace {

QString englishName(SearchField field)
{
    const SearchLanguage english = SearchLanguage::english();
    for (const auto &[word, named] : english.fields)
        if (named == field)
            return word + u':';
    return {};
}

/// The value as it was typed, but for words that are another language's. Several statuses that begin alike may be one
/// in English: then the first stands for them.
QString englishValue(const SearchPiece &piece, const SearchTerm &term)
{
    if (term.field == SearchField::Status && !term.statuses.isEmpty())
        if (SearchQuery(englishName(term.field) + piece.value).terms().value(0).statuses != term.statuses)
            return QString(enumName(term.statuses.first()));
    if (term.field == SearchField::Urgency && !term.urgencies.isEmpty())
        if (SearchQuery(englishName(term.field) + piece.value).terms().value(0).urgencies != term.urgencies)
            return QString(enumName(term.urgencies.first()));
    return piece.isQuoted ? u'"' + piece.value + u'"' : piece.value;
}

QString englishTerm(const SearchPiece &piece, const SearchTerm &term)
{
    const QString sign = piece.isNegated ? QStringLiteral("-") : QString();
    return sign + englishName(term.field) + englishValue(piece, term);
}

} // namespace

QString inEnglish(const QString &typed, const SearchLanguage &language)
{
    QStringList english;
    const QList<SearchPiece> pieces = searchPieces(typed, language);
    for (const SearchPiece &piece : pieces) {
        const SearchQuery alone(typed.mid(piece.from, piece.length), language);
        if (!alone.terms().isEmpty())
            english += englishTerm(piece, alone.terms().first());
        else if (piece.isWord() && alone.errors().isEmpty())
            english += piece.value;
    }
    return english.join(u' ');
}

} // namespace pl::columns
