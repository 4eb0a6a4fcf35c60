#include "models/columns/searchquery.h"

#include "models/columns/searchpiece.h"

namespace pl::columns {
namespace {

/// All values whose words begin with what was typed; those that are it, if any is.
template <class T>
QList<T> valuesBegunBy(const QByteArray &typed, const QList<std::pair<QString, T>> &words)
{
    QList<T> begun;
    for (const auto &[word, value] : words) {
        const QByteArray whole = folded(word);
        if (whole == typed)
            return {value};
        if (whole.startsWith(typed) && !begun.contains(value))
            begun += value;
    }
    return begun;
}

std::optional<qint64> secondsOf(QChar unit)
{
    switch (unit.toLower().unicode()) {
    case u'm':
        return 60;
    case u'h':
        return 3600;
    case u'd':
        return 86'400;
    case u'w':
        return 7 * 86'400;
    default:
        return std::nullopt;
    }
}

/// "<2h", ">3d", "90m": a number of up to five digits.
bool readAge(QString text, SearchTerm &term)
{
    const bool isOlder = text.startsWith(u'>');
    if (isOlder || text.startsWith(u'<'))
        text.remove(0, 1);
    const std::optional<qint64> unit = text.isEmpty() ? std::nullopt : secondsOf(text.back());
    text.chop(1);
    bool isNumber = false;
    const int count = text.toInt(&isNumber);
    if (!unit || !isNumber || text.size() > 5 || !text.front().isDigit())
        return false;
    (isOlder ? term.olderThan : term.youngerThan) = count * *unit;
    return true;
}

QByteArray digitsOf(const QString &text)
{
    QByteArray digits;
    for (const QChar c : text)
        if (c >= u'0' && c <= u'9')
            digits += static_cast<char>(c.unicode());
    return digits;
}

/// As records are: no control characters.
QByteArray foldedPiece(const QString &text)
{
    QByteArray bytes = folded(text.simplified());
    bytes.removeIf([](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return bytes;
}

} // namespace

SearchLanguage SearchLanguage::english()
{
    SearchLanguage language;
    const auto name = [&language](const char *word, SearchField field) {
        language.fields += {QString::fromLatin1(word), field};
    };
    name("plumber", SearchField::Plumber);
    name("status", SearchField::Status);
    name("service", SearchField::Service);
    name("zip", SearchField::Zip);
    name("source", SearchField::Source);
    name("urgency", SearchField::Urgency);
    name("age", SearchField::Age);
    name("name", SearchField::Name);
    name("phone", SearchField::Phone);
    name("email", SearchField::Email);
    for (const LeadStatus status : {LeadStatus::New, LeadStatus::Assigned, LeadStatus::Completed})
        language.statuses += {QString(enumName(status)), status};
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        language.urgencies += {QString(enumName(urgency)), urgency};
    return language;
}

SearchQuery::SearchQuery(const QString &typed, const SearchLanguage &language)
{
    QStringList words;
    const QList<SearchPiece> pieces = searchPieces(typed, language);
    for (const SearchPiece &piece : pieces)
        if (piece.isWord())
            words += piece.value;
        else
            take(piece, language);
    m_words = SearchWords(words.join(u' '));
}

void SearchQuery::take(const SearchPiece &piece, const SearchLanguage &language)
{
    SearchTerm term{.field = piece.field.value_or(SearchField::Anywhere), .isNegated = piece.isNegated};
    term.text = foldedPiece(piece.value);
    if (!term.text.isEmpty())
        takeValue(piece, term, language);
}

void SearchQuery::takeValue(const SearchPiece &piece, SearchTerm term, const SearchLanguage &language)
{
    using Kind = SearchError::Kind;
    const auto refuse = [&](Kind kind) { m_errors += {kind, piece.from, piece.length, piece.value}; };
    if (term.field == SearchField::Status) {
        term.statuses = valuesBegunBy(std::exchange(term.text, {}), language.statuses);
        if (term.statuses.isEmpty())
            return refuse(Kind::NoSuchStatus);
    } else if (term.field == SearchField::Urgency) {
        term.urgencies = valuesBegunBy(std::exchange(term.text, {}), language.urgencies);
        if (term.urgencies.isEmpty())
            return refuse(Kind::NoSuchUrgency);
    } else if (term.field == SearchField::Age) {
        term.text.clear();
        if (piece.value == u'<' || piece.value == u'>')
            return;
        if (!readAge(piece.value, term))
            return refuse(Kind::NoAge);
    } else if (term.field == SearchField::Phone) {
        term.text = digitsOf(piece.value);
        if (term.text.isEmpty())
            return refuse(Kind::NoDigits);
    }
    m_terms += term;
}

} // namespace pl::columns
