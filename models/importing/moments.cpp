#include "models/importing/moments.h"

#include "models/importing/celldate.h"

#include <QRegularExpression>

namespace pl::importing {
namespace {

/// A day, and where its text ends.
struct FoundDay
{
    QDate day;
    qsizetype end = 0;
};

int fullYear(QStringView digits)
{
    const int year = digits.toInt();
    if (digits.size() > 2)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

int monthOf(QStringView word)
{
    static const QStringList names{QStringLiteral("jan"), QStringLiteral("feb"), QStringLiteral("mar"),
                                   QStringLiteral("apr"), QStringLiteral("may"), QStringLiteral("jun"),
                                   QStringLiteral("jul"), QStringLiteral("aug"), QStringLiteral("sep"),
                                   QStringLiteral("oct"), QStringLiteral("nov"), QStringLiteral("dec")};
    return int(names.indexOf(word.left(3).toString().toLower())) + 1;
}

const QRegularExpression &numbersForm()
{
    static const QRegularExpression form(QStringLiteral(R"(^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d))"));
    return form;
}

FoundDay dayOfNumbers(const QString &text, DayOrder order)
{
    static const QRegularExpression yearFirst(QStringLiteral(R"(^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d))"));
    static const QRegularExpression compact(QStringLiteral(R"(^((?:19|20)\d{2})(\d{2})(\d{2})(?!\d))"));
    auto m = yearFirst.match(text);
    if (!m.hasMatch())
        m = compact.match(text);
    if (m.hasMatch())
        return {QDate(m.captured(1).toInt(), m.captured(2).toInt(), m.captured(3).toInt()), m.capturedEnd()};
    m = numbersForm().match(text);
    if (!m.hasMatch())
        return {};
    int month = m.captured(1).toInt();
    int day = m.captured(3).toInt();
    if (order == DayOrder::DayFirst || month > 12)
        std::swap(month, day);
    return {QDate(fullYear(m.captured(4)), month, day), m.capturedEnd()};
}

FoundDay dayOfWords(const QString &text)
{
    static const QString kMonths = QStringLiteral("(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*");
    static const QRegularExpression monthFirst(
        QStringLiteral(R"(^%1\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}))").arg(kMonths),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression dayFirst(
        QStringLiteral(R"(^(\d{1,2})(?:st|nd|rd|th)?[\s\-]+%1[.,]?[\s\-]+(\d{4}|\d{2})(?!\d))").arg(kMonths),
        QRegularExpression::CaseInsensitiveOption);
    if (const auto m = monthFirst.match(text); m.hasMatch())
        return {QDate(m.captured(3).toInt(), monthOf(m.captured(1)), m.captured(2).toInt()), m.capturedEnd()};
    if (const auto m = dayFirst.match(text); m.hasMatch())
        return {QDate(fullYear(m.captured(3)), monthOf(m.captured(2)), m.captured(1).toInt()), m.capturedEnd()};
    return {};
}

/// Hours, minutes and seconds behind a day, and the zone's offset if there is one.
struct FoundTime
{
    QTime time;
    std::optional<int> offset; ///< seconds east of Greenwich
};

/// Of a zone of the country, "EST" or "PDT"; others are Greenwich.
int offsetOf(const QString &zone)
{
    const qsizetype hours = QStringLiteral("ECMP").indexOf(zone.front());
    return hours < 0 ? 0 : -int(5 + hours - (zone.at(1) == u'D' ? 1 : 0)) * 3600;
}

std::optional<FoundTime> timeOf(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(R"(^[\sT,]*(?:at\s+)?(\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([ap])?\.?(?:m\.?)?)"
                       R"(\s*(Z|UTC|GMT|[ECMP][SD]T)?(?:([+\-])(\d{2}):?(\d{2})?)?\s*(?:\([A-Za-z ]{1,40}\))?$)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto m = form.match(text);
    const bool isAfternoonKnown = m.capturedLength(4) > 0;
    if (!m.hasMatch() || (m.capturedLength(2) == 0 && !isAfternoonKnown))
        return std::nullopt;
    int hour = m.captured(1).toInt();
    if (isAfternoonKnown && (hour < 1 || hour > 12))
        return std::nullopt;
    if (isAfternoonKnown)
        hour = hour % 12 + (m.captured(4).toLower() == u"p" ? 12 : 0);
    FoundTime found{QTime(hour, m.captured(2).toInt(), m.captured(3).toInt()), std::nullopt};
    if (m.capturedLength(5) > 0)
        found.offset = offsetOf(m.captured(5).toUpper());
    if (m.capturedLength(6) > 0)
        found.offset = (m.captured(7).toInt() * 3600 + m.captured(8).toInt() * 60) * (m.captured(6) == u"-" ? -1 : 1);
    return found.time.isValid() ? std::optional(found) : std::nullopt;
}

Timestamp stampOf(QDate day, QTime time, std::optional<int> offset, const QTimeZone &zone)
{
    if (offset)
        return Timestamp::fromMSecs(QDateTime(day, time, Qt::OffsetFromUTC, *offset).toMSecsSinceEpoch());
    return Timestamp::fromMSecs(QDateTime(day, time, zone).toMSecsSinceEpoch());
}

/// Seconds or milliseconds since 1970, or a spreadsheet's days: they can't be mistaken for each other.
std::optional<Timestamp> momentOfNumber(const QString &text, const QTimeZone &zone)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber)
        return std::nullopt;
    if (value >= 3e11 && value < 5e12)
        return Timestamp::fromMSecs(qint64(value));
    if (value >= 3e8 && value < 5e9)
        return Timestamp::fromMSecs(qint64(value * 1000));
    if (value < 10'000 || value >= 80'000)
        return std::nullopt;
    return readMoment(numberText(value, NumberForm::Moment, false), DayOrder::MonthFirst, zone);
}

} // namespace

DayOrder dayOrderOf(const QStringList &texts)
{
    bool isDayFirst = false;
    for (const QString &text : texts) {
        const auto m = numbersForm().match(text.trimmed());
        if (!m.hasMatch())
            continue;
        if (m.captured(3).toInt() > 12)
            return DayOrder::MonthFirst;
        isDayFirst = isDayFirst || m.captured(1).toInt() > 12 || m.captured(2) == u".";
    }
    return isDayFirst ? DayOrder::DayFirst : DayOrder::MonthFirst;
}

std::optional<Timestamp> readMoment(const QString &text, DayOrder order, const QTimeZone &zone)
{
    static const QRegularExpression weekday(QStringLiteral(R"(^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+)"),
                                            QRegularExpression::CaseInsensitiveOption);
    // Excel writes a narrow blank before AM and PM.
    const QString tidy = text.left(100).simplified().remove(weekday);
    if (auto moment = momentOfNumber(tidy, zone))
        return moment;
    FoundDay found = dayOfNumbers(tidy, order);
    if (found.end == 0)
        found = dayOfWords(tidy);
    if (!found.day.isValid())
        return std::nullopt;
    const QString rest = tidy.sliced(found.end).trimmed();
    if (rest.isEmpty())
        return stampOf(found.day, QTime(12, 0), std::nullopt, zone);
    const auto time = timeOf(rest);
    return time ? std::optional(stampOf(found.day, time->time, time->offset, zone)) : std::nullopt;
}

} // namespace pl::importing
