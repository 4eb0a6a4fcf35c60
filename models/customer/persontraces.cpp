#include "models/customer/persontraces.h"

namespace pl::customer {

namespace {

constexpr qsizetype kNationalDigits = 10;

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Lower case, with percent-encoding and JSON's "\u0040" undone where they stand for ASCII.
QByteArray plainBytes(const QByteArray &bytes)
{
    QByteArray plain;
    plain.reserve(bytes.size());
    const auto hexAt = [&bytes](qsizetype at) {
        if (at + 1 >= bytes.size())
            return -1;
        const int high = hexValue(bytes.at(at));
        const int low = hexValue(bytes.at(at + 1));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        int code = uchar(bytes.at(i));
        const bool isEscape = code == '\\' && QByteArrayView(bytes).sliced(i).startsWith("\\u00");
        if (const int coded = isEscape ? hexAt(i + 4) : code == '%' ? hexAt(i + 1) : -1; coded >= 0 && coded < 0x80) {
            i += isEscape ? 5 : 2;
            code = coded;
        }
        plain += char(code >= 'A' && code <= 'Z' ? code + 32 : code);
    }
    return plain;
}

bool isWithinNumbers(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '+' || c == '\t';
}

/// What is written between the digits of a number is left out; everything else is one space.
QByteArray digitRuns(const QByteArray &plain)
{
    QByteArray runs;
    for (const char c : plain)
        if (c >= '0' && c <= '9')
            runs += c;
        else if (!isWithinNumbers(c) && !runs.endsWith(' '))
            runs += ' ';
    return runs;
}

QByteArray digitsOf(const QString &phone)
{
    QByteArray digits;
    for (const QChar c : phone)
        if (c >= u'0' && c <= u'9')
            digits += char(c.unicode());
    return phone.startsWith(u"+1") ? digits.last(std::min(digits.size(), kNationalDigits)) : digits;
}

} // namespace

PersonTraces::PersonTraces(const CustomerKey &key, const QByteArrayList &alsoBy)
    : m_key(key), m_email(key.email.toUtf8().toLower()), m_digits(digitsOf(key.phone))
{
    for (const QByteArray &text : alsoBy)
        m_alsoBy += text.toLower();
}

bool PersonTraces::isIn(const QByteArray &bytes) const
{
    const QByteArray plain = plainBytes(bytes);
    if (!m_email.isEmpty() && plain.contains(m_email))
        return true;
    if (std::any_of(m_alsoBy.begin(), m_alsoBy.end(),
                    [&plain](const QByteArray &text) { return plain.contains(text); }))
        return true;
    return !m_digits.isEmpty() && digitRuns(plain).contains(m_digits);
}

QByteArrayList PersonTraces::onDisk() const
{
    QByteArrayList texts;
    if (!m_key.phone.isEmpty())
        texts += m_key.phone.toUtf8();
    if (!m_email.isEmpty())
        texts += m_email;
    return texts;
}

} // namespace pl::customer
