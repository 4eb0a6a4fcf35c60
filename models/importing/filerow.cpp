#include "models/importing/filerow.h"

#include "models/mapping/personname.h"
#include "models/mapping/sentvalues.h"

#include <QCoreApplication>

namespace pl::importing {
namespace {

struct RowWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::FileRow)
};

} // namespace

FileRow::FileRow(const SheetRow &row, const QStringList &header, const ImportRules &rules,
                 const QList<DayOrder> &orders)
    : m_cells(row.cells()), m_header(header), m_rules(rules), m_orders(orders)
{
}

qsizetype FileRow::columnOf(Field field) const
{
    for (qsizetype i = 0; i < std::min(m_cells.size(), m_rules.fields.size()); ++i)
        if (m_rules.fields.at(i) == field && !m_cells.at(i).isEmpty())
            return i;
    return -1;
}

QString FileRow::text(Field field) const
{
    return m_cells.value(columnOf(field));
}

QString FileRow::notes() const
{
    QStringList notes;
    for (qsizetype i = 0; i < std::min(m_cells.size(), m_rules.fields.size()); ++i)
        if (m_rules.fields.at(i) == Field::Note && !m_cells.at(i).isEmpty())
            notes += m_header.value(i) + QStringLiteral(": ") + m_cells.at(i);
    return notes.join(u'\n');
}

QString FileRow::firstName() const
{
    const QString own = text(Field::FirstName);
    const QString full = text(Field::FullName);
    // A "Name" beside a last name is a first name, a whole one, or the last name once more.
    return own.isEmpty() && full != text(Field::LastName) ? mapping::splitName(full).first : own;
}

QString FileRow::lastName() const
{
    const QString own = text(Field::LastName);
    return own.isEmpty() ? mapping::splitName(text(Field::FullName)).last : own;
}

/// What isn't one stays as it is, so that the error says so.
QString FileRow::email() const
{
    const QString sent = text(Field::Email);
    const QString address = mapping::readEmail(sent).address;
    return address.isEmpty() ? sent : address;
}

QString FileRow::zip() const
{
    const QString sent = text(Field::Zip);
    const QString zip = mapping::readZip(sent);
    return zip.isEmpty() ? sent : zip;
}

std::optional<Timestamp> FileRow::moment(Field field, const char *column)
{
    const QString sent = text(field);
    if (sent.isEmpty())
        return std::nullopt;
    const auto moment = readMoment(sent, m_orders.value(columnOf(field), DayOrder::MonthFirst), m_rules.zone);
    // A day without a time is its noon, which may still be ahead.
    const bool isToday = moment && *moment > m_rules.now && *moment <= m_rules.now.addSeconds(12 * 60 * 60);
    if (isToday)
        return m_rules.now;
    if (moment && *moment <= m_rules.now)
        return moment;
    addInvalid(column, moment ? RowWords::tr("must not be in the future")
                              : RowWords::tr("must be a date, like 11/29/2026 or 2026-11-29 15:05"));
    return std::nullopt;
}

std::optional<QDate> FileRow::day(Field field, const char *column)
{
    const QString sent = text(field);
    if (sent.isEmpty())
        return std::nullopt;
    if (const auto moment = readMoment(sent, m_orders.value(columnOf(field), DayOrder::MonthFirst), m_rules.zone))
        return moment->toDateTime().toTimeZone(m_rules.zone).date();
    addInvalid(column, RowWords::tr("must be a date, like 11/29/2026 or 2026-11-29"));
    return std::nullopt;
}

void FileRow::addInvalid(const char *column, const QString &detail)
{
    m_errors.add(column, "invalid", detail);
}

} // namespace pl::importing
