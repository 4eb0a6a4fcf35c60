#include "models/importing/celldate.h"

#include <QDateTime>

#include <cmath>

namespace pl::importing {
namespace {

constexpr double kLastDay = 2'958'466; // 9999-12-31
constexpr int kSecondsADay = 86'400;

QString plainNumber(double value)
{
    if (!std::isfinite(value))
        return {};
    const bool isWhole = std::floor(value) == value && std::fabs(value) < 1e15;
    return isWhole ? QString::number(qint64(value)) : QString::number(value, 'g', 15);
}

/// The first calendar has a February 29 in 1900, which no other has.
QDate dayOf(qint64 days, bool from1904)
{
    if (from1904)
        return QDate(1904, 1, 1).addDays(days);
    return QDate(1899, 12, days < 60 ? 31 : 30).addDays(days);
}

/// A format without what it only shows: texts in quotes, escaped signs, colors, and conditions.
QString bareCode(const QString &code)
{
    QString bare;
    for (qsizetype i = 0; i < code.size(); ++i) {
        const QChar c = code.at(i);
        if (c == u';')
            break; // negative numbers and texts
        if (c == u'\\' || c == u'_' || c == u'*') {
            ++i;
        } else if (c == u'"' || c == u'[') {
            const qsizetype end = code.indexOf(c == u'"' ? u'"' : u']', i + 1);
            const QString inside = end < 0 ? QString() : code.sliced(i + 1, end - i - 1).toLower();
            if (c == u'[' && (inside == u"h" || inside == u"hh" || inside == u"m" || inside == u"mm" || inside == u"s"))
                bare += inside;
            i = end < 0 ? code.size() : end;
        } else {
            bare += c.toLower();
        }
    }
    return bare;
}

} // namespace

NumberForm builtInForm(int id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return NumberForm::Day;
    if (id == 22)
        return NumberForm::Moment;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
        return NumberForm::Time;
    return NumberForm::Plain;
}

NumberForm formOf(const QString &code)
{
    const QString bare = bareCode(code.left(255));
    if (bare.contains(QStringLiteral("general")))
        return NumberForm::Plain;
    const bool hasDay = bare.contains(u'y') || bare.contains(u'd');
    const bool hasTime = bare.contains(u'h') || bare.contains(u's');
    if (hasDay)
        return hasTime ? NumberForm::Moment : NumberForm::Day;
    if (hasTime)
        return NumberForm::Time;
    return bare.contains(u'm') ? NumberForm::Day : NumberForm::Plain;
}

QString numberText(double value, NumberForm form, bool from1904)
{
    if (form == NumberForm::Plain || !(value >= 0 && value < kLastDay))
        return plainNumber(value);
    // Half a second is what a fraction of a day can't say exactly.
    const auto seconds = qint64(std::llround(value * kSecondsADay));
    const QDate day = dayOf(seconds / kSecondsADay, from1904);
    const QTime time = QTime(0, 0).addSecs(int(seconds % kSecondsADay));
    if (form == NumberForm::Time && value < 1)
        return time.toString(QStringLiteral("HH:mm:ss"));
    if (time == QTime(0, 0))
        return day.toString(Qt::ISODate);
    return QDateTime(day, time, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss"));
}

} // namespace pl::importing
