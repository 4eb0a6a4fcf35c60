#include "models/importing/sheet.h"

namespace pl::importing {
namespace {

constexpr QChar kBetweenCells(0x1f);
constexpr std::size_t kSampledRows = 1000;

} // namespace

SheetRow::SheetRow(int line, const QStringList &cells) : m_line(line), m_text(cells.join(kBetweenCells)) {}

QStringList SheetRow::cells() const
{
    return m_text.split(kBetweenCells);
}

QString SheetRow::cell(int column) const
{
    qsizetype start = 0;
    for (; column > 0; --column) {
        start = m_text.indexOf(kBetweenCells, start) + 1;
        if (start == 0)
            return {};
    }
    const qsizetype end = m_text.indexOf(kBetweenCells, start);
    return m_text.sliced(start, (end < 0 ? m_text.size() : end) - start);
}

void SheetRow::setCell(int column, const QString &text)
{
    QStringList all = cells();
    while (all.size() <= column)
        all += QString();
    all[column] = QString(text).replace(kBetweenCells, u' ');
    m_text = all.join(kBetweenCells);
}

QStringList Sheet::samples(int column, int count) const
{
    QStringList found;
    for (std::size_t i = 0; i < std::min(rows.size(), kSampledRows) && found.size() < count; ++i) {
        const QString text = rows[i].cell(column);
        if (!text.isEmpty() && !found.contains(text))
            found += text;
    }
    return found;
}

} // namespace pl::importing
