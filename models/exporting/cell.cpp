#include "models/exporting/cell.h"

#include <QCoreApplication>

namespace pl::exporting {
namespace {

struct CellWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::exporting::Cell)
};

} // namespace

QString TableHead::heading(const Column &column) const
{
    return column.isMoment ? CellWords::tr("%1 (%2)", "a column and its time zone")
                                 .arg(column.title, QString::fromLatin1(zone.id()))
                           : column.title;
}

QStringList TableHead::headings() const
{
    QStringList all;
    for (const Column &column : columns)
        all += heading(column);
    return all;
}

QString plainText(const Cell &cell, const QTimeZone &zone)
{
    const ByKind asText{
        [](std::monostate) { return QString(); },
        [](const QString &text) { return text; },
        [](qint64 number) { return QString::number(number); },
        [](const Money &money) { return amountText(money); },
        [&zone](Timestamp at) { return at.toDateTime().toTimeZone(zone).toString(QStringLiteral("yyyy-MM-dd HH:mm")); },
        [](QDate day) { return day.toString(Qt::ISODate); },
        [](bool yes) { return yes ? CellWords::tr("yes") : CellWords::tr("no"); },
    };
    return std::visit(asText, cell);
}

} // namespace pl::exporting
