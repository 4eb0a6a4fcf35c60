#include "models/columns/searchpiece.h"

namespace pl::columns {
namespace {

QString quotedIfNeeded(const QString &value)
{
    return value.contains(u' ') ? u'"' + value + u'"' : value;
}

/// 0: begins with it; 1: a later word does; 2: neither.
int fitOf(const QString &value, const QByteArray &begun)
{
    const QByteArray whole = folded(value);
    return whole.startsWith(begun) ? 0 : whole.contains(' ' + begun) ? 1 : 2;
}

QStringList fitting(const QStringList &values, const QString &begun)
{
    QStringList fits[2];
    const QByteArray key = folded(begun);
    for (const QString &value : values)
        if (const int fit = fitOf(value, key); fit < 2 && !value.isEmpty())
            fits[fit] += value;
    return fits[0] + fits[1];
}

template <class T>
QStringList firstWords(const QList<std::pair<QString, T>> &words)
{
    QStringList first;
    QList<T> known;
    for (const auto &[word, value] : words)
        if (!known.contains(value)) {
            known += value;
            first += word;
        }
    return first;
}

QStringList ages()
{
    return {QStringLiteral("<1h"), QStringLiteral("<1d"), QStringLiteral("<7d"), QStringLiteral(">1d"),
            QStringLiteral(">7d")};
}

} // namespace

CompletionPoint completionAt(const QString &typed, qsizetype cursor, const SearchLanguage &language)
{
    const QList<SearchPiece> pieces = searchPieces(typed, language);
    for (const SearchPiece &piece : pieces) {
        if (cursor <= piece.from || cursor > piece.from + piece.length || cursor < piece.valueFrom)
            continue;
        if (piece.isQuoted && !piece.field)
            break; // what is quoted is no name
        CompletionPoint point{piece.valueFrom, piece.from + piece.length - piece.valueFrom, piece.field};
        const qsizetype first = piece.valueFrom + piece.isQuoted;
        point.begun = piece.value.left(std::max<qsizetype>(0, cursor - first));
        return point;
    }
    return {cursor, 0, {}, {}};
}

QStringList completionsFor(const CompletionPoint &point, const std::function<QStringList(SearchField)> &values,
                           const SearchLanguage &language)
{
    QStringList found;
    if (!point.field) {
        found = fitting(firstWords(language.fields), point.begun);
        for (QString &name : found)
            name += u':';
        return found;
    }
    switch (*point.field) {
    case SearchField::Status:
        found = fitting(firstWords(language.statuses), point.begun);
        break;
    case SearchField::Urgency:
        found = fitting(firstWords(language.urgencies), point.begun);
        break;
    case SearchField::Age:
        found = fitting(ages(), point.begun);
        break;
    case SearchField::Plumber:
    case SearchField::Service:
    case SearchField::Zip:
    case SearchField::Source:
        found = fitting(values(*point.field), point.begun);
        break;
    case SearchField::Anywhere:
    case SearchField::Name:
    case SearchField::Phone:
    case SearchField::Email:
        break;
    }
    std::transform(found.begin(), found.end(), found.begin(), quotedIfNeeded);
    return found;
}

} // namespace pl::columns
