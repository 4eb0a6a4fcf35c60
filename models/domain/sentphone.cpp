#include "models/domain/sentphone.h"

#include "models/base/visibletext.h"

#include <QRegularExpression>
#include <QStringList>

namespace pl {
namespace {

qsizetype digitCount(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Cuts what an expression captures out of a text, and gives its first group.
QString cutOut(QString &text, const QRegularExpression &form)
{
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    text.remove(match.capturedStart(0), match.capturedLength(0));
    text = text.simplified();
    return match.captured(1).simplified();
}

QString cutLabel(QString &text)
{
    static const QRegularExpression behind(QStringLiteral(R"(\(\s*([A-Za-z][A-Za-z ]{0,20})\s*\))"));
    static const QRegularExpression before(QStringLiteral(R"(^\s*([A-Za-z][A-Za-z ]{0,20}?)\s*[:.]\s*(?=[+(0-9]))"));
    const QString label = cutOut(text, behind);
    const QString word = cutOut(text, before);
    const bool saysNothing = word.compare(QStringLiteral("tel"), Qt::CaseInsensitive) == 0 ||
                             word.compare(QStringLiteral("phone"), Qt::CaseInsensitive) == 0;
    return label.isEmpty() && !saysNothing ? word : label;
}

QString cutExtension(QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(R"((?:\bx|(?<=\d)x|\bext(?:ension|n)?\b\.?|;ext=|#)\s*[:.#]?\s*(\d{1,7})\s*$)"),
        QRegularExpression::CaseInsensitiveOption);
    return cutOut(text, form);
}

/// Where a second number begins; the text's length when there is none.
qsizetype secondNumber(const QString &text, qsizetype &firstEnd)
{
    static const QRegularExpression between(QStringLiteral(R"(\s*(?:[/,;&|\n]|\bor\b|\band\b|\s{2,})\s*)"),
                                            QRegularExpression::CaseInsensitiveOption);
    auto matches = between.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QStringView before = QStringView(text).first(match.capturedStart());
        const QStringView behind = QStringView(text).sliced(match.capturedEnd());
        if (digitCount(before) < 7 || digitCount(behind) < 7)
            continue;
        firstEnd = match.capturedStart();
        return match.capturedEnd();
    }
    // Two American numbers with nothing but a blank between them.
    if (digitCount(text) == 20)
        for (qsizetype i = 0; i < text.size(); ++i)
            if (text.at(i) == u' ' && digitCount(QStringView(text).first(i)) == 10) {
                firstEnd = i;
                return i + 1;
            }
    firstEnd = text.size();
    return text.size();
}

/// What can't be dialed is still shown as it was meant.
QString asMeant(const QString &text)
{
    QString digits;
    for (const QChar c : text)
        if (c >= u'0' && c <= u'9')
            digits += c;
    if (text.trimmed().startsWith(u'+') || (digits.size() == 11 && digits.startsWith(u'1')))
        return u'+' + digits.left(15);
    return QStringLiteral("+1") + digits.left(13);
}

/// Whether `asMeant` loses nothing: digits, no more than a number can have, and what people put between them.
bool isNothingButDigits(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"(^\+?[\d\s().\/\p{Pd}]+$)"));
    return digitCount(text) <= (text.startsWith(u'+') ? 15 : 13) && form.match(text).hasMatch();
}

/// Checks what is left when everything else has been cut out.
void readNumber(SentPhone &phone, const QString &text)
{
    FieldErrors errors;
    QString extension;
    phone.number = checkPhone(text, errors, &extension);
    phone.isValid = errors.list().isEmpty();
    phone.isClear = phone.isValid || isNothingButDigits(text);
    if (phone.extension.isEmpty())
        phone.extension = extension;
    if (phone.isValid)
        return;
    // The digits alone may be a number; then they are stored as one, because that is how they will be read again.
    const QString meant = asMeant(text);
    FieldErrors others;
    phone.number = checkPhone(meant, others);
    phone.isValid = others.list().isEmpty();
    if (!phone.isValid)
        phone.number = meant;
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

SentPhone readPhone(const QString &text)
{
    SentPhone phone;
    QString rest = text.left(200).trimmed();
    if (digitCount(rest) < 7)
        return phone;
    qsizetype firstEnd = 0;
    const qsizetype second = secondNumber(rest, firstEnd);
    phone.other = rest.sliced(second).simplified();
    rest = rest.first(firstEnd).simplified();
    phone.label = cutLabel(rest);
    phone.extension = cutExtension(rest);
    readNumber(phone, rest);
    return phone;
}

SentPhone checkSentPhone(const QString &text, FieldErrors &errors)
{
    constexpr qsizetype kLongest = 100;
    SentPhone phone;
    FieldErrors asOneNumber;
    phone.number = checkPhone(text, asOneNumber, &phone.extension);
    phone.isValid = phone.isClear = asOneNumber.list().isEmpty();
    if (phone.isValid)
        return phone;
    const QString tidy = withoutInvisible(text).trimmed();
    if (tidy.size() <= kLongest && !hasControlCharacter(tidy))
        phone = readPhone(tidy);
    if (!phone.number.isEmpty() && phone.isClear)
        return phone;
    for (const FieldError &error : asOneNumber.list())
        errors.add(error);
    return {};
}

} // namespace pl
