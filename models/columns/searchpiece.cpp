#include "models/columns/searchpiece.h"

namespace pl::columns {
namespace {

bool isQuote(QChar c)
{
    return c == u'"' || c == QChar(0x201c) || c == QChar(0x201d);
}

/// The field that is named at `from`, and how long its name is with the colon.
std::optional<std::pair<SearchField, qsizetype>> fieldAt(const QString &typed, qsizetype from,
                                                         const SearchLanguage &language)
{
    const qsizetype colon = typed.indexOf(u':', from);
    if (colon < 0)
        return std::nullopt;
    const QByteArray name = folded(typed.mid(from, colon - from));
    for (const auto &[word, field] : language.fields)
        if (folded(word) == name)
            return std::pair(field, colon + 1 - from);
    return std::nullopt;
}

/// Reads the piece that begins here; its end is where the next may begin.
SearchPiece pieceAt(const QString &typed, qsizetype from, const SearchLanguage &language)
{
    const auto at = [&typed](qsizetype place) { return place < typed.size() ? typed[place] : QChar(u' '); };
    SearchPiece piece{.from = from};
    qsizetype place = from;
    piece.isNegated = at(place) == u'-';
    place += piece.isNegated;
    if (const auto named = fieldAt(typed, place, language)) {
        piece.field = named->first;
        place += named->second;
    }
    piece.valueFrom = place;
    piece.isQuoted = isQuote(at(place));
    place += piece.isQuoted;
    const qsizetype begin = place;
    while (place < typed.size() && (piece.isQuoted ? !isQuote(typed[place]) : !typed[place].isSpace()))
        ++place;
    piece.value = typed.mid(begin, place - begin);
    place += piece.isQuoted && place < typed.size();
    piece.length = place - from;
    return piece;
}

} // namespace

QList<SearchPiece> searchPieces(const QString &typed, const SearchLanguage &language)
{
    QList<SearchPiece> pieces;
    for (qsizetype at = 0; at < typed.size();) {
        if (typed[at].isSpace()) {
            ++at;
            continue;
        }
        pieces += pieceAt(typed, at, language);
        at += pieces.back().length;
    }
    return pieces;
}

} // namespace pl::columns
