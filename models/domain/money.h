#pragma once

#include "models/base/result.h"

#include <QLocale>
#include <QMap>

namespace pl {

/// An amount in the currency's smallest unit ("cents"): an integer, never a float. `currency` is Stripe's form: "usd".
struct Money
{
    qint64 cents = 0;
    QString currency = QStringLiteral("usd");

    bool operator==(const Money &) const = default;
};

/// Amounts that may be of several currencies, kept apart: dollars and euros are never added up.
class MoneySum
{
public:
    void add(const Money &money);
    bool isZero() const;
    qint64 cents(const QString &currency) const { return m_cents.value(currency); }
    /// One a currency, zero ones left out; when nothing is left, a zero in `fallbackCurrency`.
    QList<Money> amounts(const QString &fallbackCurrency) const;
    bool operator==(const MoneySum &) const = default;

private:
    QMap<QString, qint64> m_cents;
};

/// How many digits the currency has behind the decimal sign, by Stripe's list: 2 for most, 0 for yen, 3 for dinars.
int minorDigits(const QString &currency);

/// For people, in the locale's form with the currency's sign: "$1,234.50", "1.234,50 $". The C locale reads as
/// American.
QString moneyText(const Money &money, const QLocale &locale = QLocale());
/// "$60.00 + 12.00 EUR"
QString moneyText(const MoneySum &sum, const QString &fallbackCurrency, const QLocale &locale = QLocale());
/// The bare number in the locale's form, to be edited or for a file: "1234.50", "1234,50".
QString amountText(const Money &money, const QLocale &locale = QLocale());

/// Reads what a person typed in the locale's form: decimal and group signs where they belong, the currency's sign or
/// code allowed, no minus. What could be read in two ways is refused, not guessed: "12,50" is an amount in German and
/// none in American English. The Error's message completes "Amount …": "must be written like 12.50".
Result<Money> parseMoney(const QString &typed, const QString &currency, const QLocale &locale = QLocale());

} // namespace pl
