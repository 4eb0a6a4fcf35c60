#include "models/domain/money.h"

#include <QCoreApplication>
#include <QStringList>

namespace pl {
namespace {

struct MoneyWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::Money)
};

/// Far more than any price needs, far less than 64 bits hold.
constexpr int kMaxDigits = 12;

QLocale forPeople(const QLocale &locale)
{
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

qint64 scaleOf(const QString &currency)
{
    qint64 scale = 1;
    for (int i = 0; i < minorDigits(currency); ++i)
        scale *= 10;
    return scale;
}

/// "$", or empty when only the code identifies the currency.
QString signOf(const QString &currency, const QLocale &locale)
{
    const QString code = currency.toUpper();
    if (locale.currencySymbol(QLocale::CurrencyIsoCode) == code)
        return locale.currencySymbol();
    if (code == QStringLiteral("USD"))
        return locale.currencySymbol() == QStringLiteral("$") ? QStringLiteral("US$") : QStringLiteral("$");
    return {};
}

/// Without group separators when `grouped` is false.
QString numberOf(qint64 cents, const QString &currency, QLocale locale, bool grouped)
{
    if (!grouped)
        locale.setNumberOptions(QLocale::OmitGroupSeparator);
    const quint64 amount = cents < 0 ? 0 - static_cast<quint64>(cents) : static_cast<quint64>(cents);
    const auto scale = static_cast<quint64>(scaleOf(currency));
    QString text = locale.toString(amount / scale);
    const int digits = minorDigits(currency);
    if (digits == 0)
        return text;
    text += locale.decimalPoint();
    quint64 rest = amount % scale;
    for (quint64 unit = scale / 10; unit > 0; unit /= 10) {
        text += locale.toString(rest / unit);
        rest %= unit;
    }
    return text;
}

bool isSpace(QChar c)
{
    return c.isSpace() || c == QChar(0x00A0) || c == QChar(0x202F);
}

QString withoutSign(QString text, const QString &currency, const QLocale &locale)
{
    for (const QString &sign : {signOf(currency, locale), currency.toUpper(), QStringLiteral("$")}) {
        if (sign.isEmpty() ||
            (sign == QStringLiteral("$") && currency.compare(QStringLiteral("usd"), Qt::CaseInsensitive)))
            continue;
        if (text.startsWith(sign, Qt::CaseInsensitive))
            return text.mid(sign.size());
        if (text.endsWith(sign, Qt::CaseInsensitive))
            return text.chopped(sign.size());
    }
    return text;
}

/// Only the digits, as "0" to "9"; nothing if the text contains anything else.
std::optional<QString> digitsOf(QStringView text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.digitValue() < 0)
            return std::nullopt;
        digits += QChar(u'0' + c.digitValue());
    }
    return digits;
}

/// The digits before the decimal separator; group separators are only accepted in the right places.
std::optional<QString> wholeOf(const QString &text, const QLocale &locale)
{
    const QString group = locale.groupSeparator();
    QString even;
    for (const QChar c : text)
        even += isSpace(c) && isSpace(group.at(0)) ? group : QString(c);
    const QStringList groups = group.isEmpty() ? QStringList{even} : even.split(group);
    QString digits;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const auto part = digitsOf(groups[i]);
        // In India a group may have two digits, but never the last one.
        const bool last = i == groups.size() - 1;
        const bool fits = groups.size() == 1 || (i == 0 ? groups[i].size() >= 1 && groups[i].size() <= 3
                                                        : groups[i].size() == 3 || (!last && groups[i].size() == 2));
        if (!part || !fits)
            return std::nullopt;
        digits += *part;
    }
    return digits;
}

std::optional<qint64> parsedCents(const QString &text, const QString &currency, const QLocale &locale)
{
    const qsizetype point = text.indexOf(locale.decimalPoint());
    const auto whole = wholeOf(point < 0 ? text : text.left(point), locale);
    auto fraction = digitsOf(point < 0 ? QStringView() : QStringView(text).mid(point + locale.decimalPoint().size()));
    const int digits = minorDigits(currency);
    if (!whole || !fraction || (whole->isEmpty() && fraction->isEmpty()) || fraction->size() > digits ||
        (point >= 0 && digits == 0))
        return std::nullopt;
    const QString all = *whole + fraction->leftJustified(digits, u'0');
    return all.size() > kMaxDigits ? std::nullopt : std::optional(all.toLongLong());
}

} // namespace

void MoneySum::add(const Money &money)
{
    qint64 &sum = m_cents[money.currency];
    sum += money.cents;
    if (sum == 0) // as if nothing had been added
        m_cents.remove(money.currency);
}

bool MoneySum::isZero() const
{
    return m_cents.isEmpty();
}

QList<Money> MoneySum::amounts(const QString &fallbackCurrency) const
{
    QList<Money> list;
    for (auto it = m_cents.begin(); it != m_cents.end(); ++it)
        if (it.value() != 0)
            list += Money{it.value(), it.key()};
    if (list.isEmpty())
        list += Money{0, fallbackCurrency};
    return list;
}

int minorDigits(const QString &currency)
{
    static const QStringList none{QStringLiteral("bif"), QStringLiteral("clp"), QStringLiteral("djf"),
                                  QStringLiteral("gnf"), QStringLiteral("jpy"), QStringLiteral("kmf"),
                                  QStringLiteral("krw"), QStringLiteral("mga"), QStringLiteral("pyg"),
                                  QStringLiteral("rwf"), QStringLiteral("vnd"), QStringLiteral("vuv"),
                                  QStringLiteral("xaf"), QStringLiteral("xof"), QStringLiteral("xpf")};
    static const QStringList three{QStringLiteral("bhd"), QStringLiteral("jod"), QStringLiteral("kwd"),
                                   QStringLiteral("omr"), QStringLiteral("tnd")};
    const QString code = currency.toLower();
    return none.contains(code) ? 0 : three.contains(code) ? 3 : 2;
}

QString moneyText(const Money &money, const QLocale &locale)
{
    const QLocale own = forPeople(locale);
    const QString number = numberOf(money.cents, money.currency, own, true);
    const QString sign = signOf(money.currency, own);
    // The locale says on which side of a one the sign is; the amount takes the one's place. Windows' own adds cents.
    const QLocale sides(own.language(), own.script(), own.territory());
    QString text;
    if (sign.isEmpty())
        text = number + QLatin1Char(' ') + money.currency.toUpper();
    else
        text = sides.toCurrencyString(qlonglong(1), sign).replace(sides.toString(1), number);
    return money.cents < 0 ? own.negativeSign() + text : text;
}

QString moneyText(const MoneySum &sum, const QString &fallbackCurrency, const QLocale &locale)
{
    QStringList texts;
    for (const Money &money : sum.amounts(fallbackCurrency))
        texts += moneyText(money, locale);
    return texts.join(QStringLiteral(" + "));
}

QString amountText(const Money &money, const QLocale &locale)
{
    const QLocale own = forPeople(locale);
    const QString number = numberOf(money.cents, money.currency, own, false);
    return money.cents < 0 ? own.negativeSign() + number : number;
}

Result<Money> parseMoney(const QString &typed, const QString &currency, const QLocale &locale)
{
    const QLocale own = forPeople(locale);
    const QString text = withoutSign(typed.trimmed(), currency, own).trimmed();
    if (text.isEmpty())
        return Error{ErrorCode::InvalidInput, MoneyWords::tr("must not be empty")};
    if (const auto cents = parsedCents(text, currency, own))
        return Money{*cents, currency};
    return Error{
        ErrorCode::InvalidInput,
        MoneyWords::tr("must be written like %1").arg(amountText({scaleOf(currency) * 25 / 2, currency}, own))};
}

} // namespace pl
