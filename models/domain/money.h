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

/// Amounts in several currencies, kept separate: dollars and euros are never added together.
class MoneySum
{
public:
    void add(const Money &money);
    bool isZero() const;
    qint64 cents(const QString &currency) const { return m_cents.value(currency); }
    /// One per currency, without zeros; if nothing is left, a zero in `fallbackCurrency`.
    QList<Money> amounts(const QString &fallbackCurrency) const;
    bool operator==(const MoneySum &) const = default;

private:
    QMap<QString, qint64> m_cents;
};

/// How many digits the currency has after the decimal point, by Stripe's list: 2 for most, 0 for yen, 3 for dinars.
int minorDigits(const QString &currency);

/// For people, in the locale's form with the currency symbol: "$1,234.50", "1.234,50 $". The C locale counts as
/// American English.
QString moneyText(const Money &money, const QLocale &locale = QLocale());
/// "$60.00 + 12.00 EUR"
QString moneyText(const MoneySum &sum, const QString &fallbackCurrency, const QLocale &locale = QLocale());
/// The plain number in the locale's form, for editing or a file: "1234.50", "1234,50".
QString amountText(const Money &money, const QLocale &locale = QLocale());

/// Reads what a person typed in the locale's form: decimal and group separators in the right places, with or without
/// the currency's symbol or code, no minus. Ambiguous input is refused, not guessed: "12,50" is an amount in German but
/// not in American English. The Error's message completes "Amount …": "must be written like 12.50".
Result<Money> parseMoney(const QString &typed, const QString &currency, const QLocale &locale = QLocale());

} // namespace pl
