#include "ui/exporting/celltext.h"

#include "models/base/csvwriter.h"
#include "ui/words/moments.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct TableWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::CopiedTable)
};

QString htmlRow(const QStringList &cells, QLatin1StringView tag)
{
    QString html;
    for (const QString &cell : cells)
        html += QStringLiteral("<%1>%2</%1>").arg(tag, CsvWriter::safeCell(cell).toHtmlEscaped());
    return QStringLiteral("<tr>%1</tr>").arg(html);
}

QString textRow(const QStringList &cells)
{
    QStringList safe;
    for (const QString &cell : cells)
        safe += CsvWriter::safeCell(cell);
    return safe.join(u'\t') + u'\n';
}

} // namespace

QString paperText(const exporting::Cell &cell, const QTimeZone &zone)
{
    const exporting::ByKind asText{
        [](std::monostate) { return QString(); },
        [](const QString &text) { return text; },
        [](qint64 number) { return numberText(number); },
        [](const Money &money) { return moneyText(money); },
        [&zone](Timestamp at) {
            const QDateTime there = at.toDateTime().toTimeZone(zone);
            return TableWords::tr("%1, %2", "day and time").arg(dayText(there.date()), timeText(there.time()));
        },
        [](QDate day) { return dayText(day); },
        [](bool yes) { return yes ? TableWords::tr("Yes") : TableWords::tr("No"); },
    };
    return std::visit(asText, cell);
}

CopiedTable copiedTable(const exporting::TableHead &head, const QList<exporting::Row> &rows)
{
    CopiedTable copied{textRow(head.headings()), htmlRow(head.headings(), QLatin1StringView("th"))};
    for (const exporting::Row &row : rows) {
        QStringList cells;
        for (const exporting::Cell &cell : row)
            cells += exporting::plainText(cell, head.zone);
        copied.text += textRow(cells);
        copied.html += htmlRow(cells, QLatin1StringView("td"));
    }
    copied.html = QStringLiteral("<table>%1</table>").arg(copied.html);
    return copied;
}

} // namespace pl::ui
