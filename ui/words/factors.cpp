#include "ui/words/factors.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace pl::ui {

namespace {

struct FactorWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::FactorWords)
};

constexpr qint64 kMillion = 1'000'000;
constexpr qint64 kLargestFactor = 100;

QString decimalPoint()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QStringLiteral(".") : locale.decimalPoint();
}

} // namespace

QString factorText(qint64 millionths)
{
    QString decimals = QStringLiteral("%1").arg(millionths % kMillion, 6, 10, QLatin1Char('0'));
    while (decimals.size() > 1 && decimals.endsWith(u'0'))
        decimals.chop(1);
    return QString::number(millionths / kMillion) + decimalPoint() + decimals;
}

Result<qint64> parseFactor(const QString &typed)
{
    const Error wrong{
        ErrorCode::InvalidInput,
        FactorWords::tr("must be a number like %1, with at most three decimals").arg(factorText(1'250'000))};
    const QStringList parts = typed.trimmed().split(decimalPoint());
    const QString decimals = parts.value(1);
    const auto digitsOnly = [](const QString &text) {
        return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    };
    if (parts.size() > 2 || parts[0].isEmpty() || parts[0].size() > 3 || decimals.size() > 3 || !digitsOnly(parts[0]) ||
        !digitsOnly(decimals) || (parts.size() == 2 && decimals.isEmpty()))
        return wrong;
    const qint64 millionths = (parts[0] + decimals.leftJustified(6, u'0')).toLongLong();
    if (millionths <= 0 || millionths > kLargestFactor * kMillion)
        return Error{ErrorCode::InvalidInput,
                     FactorWords::tr("must be more than 0 and at most %1").arg(kLargestFactor)};
    return millionths;
}

} // namespace pl::ui
