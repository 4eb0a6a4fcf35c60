#include "models/importing/headerfinder.h"

#include <QCoreApplication>

#include <algorithm>

namespace pl::importing {
namespace {

constexpr std::size_t kRowsAbove = 10;

struct HeaderWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::Sheet)
};

qsizetype filled(const QStringList &cells)
{
    return std::count_if(cells.begin(), cells.end(), [](const QString &cell) { return !cell.isEmpty(); });
}

/// A title has letters, and is neither an address nor a number.
bool isTitle(const QString &cell)
{
    const auto digits = std::count_if(cell.begin(), cell.end(), [](QChar c) { return c.isDigit(); });
    const bool hasLetter = std::any_of(cell.begin(), cell.end(), [](QChar c) { return c.isLetter(); });
    return hasLetter && digits < 5 && cell.size() <= 200 && !cell.contains(u'@');
}

bool areTitles(const QStringList &cells)
{
    return std::all_of(cells.begin(), cells.end(), [](const QString &cell) { return cell.isEmpty() || isTitle(cell); });
}

/// How many columns the fullest of the first rows has.
qsizetype fullestWidth(const std::vector<SheetRow> &rows)
{
    qsizetype width = 0;
    for (std::size_t i = 0; i < std::min(rows.size(), 2 * kRowsAbove); ++i)
        width = std::max(width, filled(rows[i].cells()));
    return width;
}

/// The first row that fills the table is the header, or there is none: a later one that looks like a header is data.
std::optional<std::size_t> headerRow(const std::vector<SheetRow> &rows)
{
    const qsizetype width = fullestWidth(rows);
    for (std::size_t i = 0; i < std::min(rows.size(), kRowsAbove); ++i)
        if (const QStringList cells = rows[i].cells(); filled(cells) * 10 >= width * 6)
            return areTitles(cells) ? std::optional(i) : std::nullopt;
    return std::nullopt;
}

void nameColumns(Sheet &sheet)
{
    qsizetype width = sheet.header.size();
    for (const SheetRow &row : sheet.rows)
        width = std::max(width, row.cells().size());
    while (sheet.header.size() < width)
        sheet.header += QString();
    for (qsizetype i = 0; i < width; ++i) {
        QString &title = sheet.header[i];
        title = title.simplified();
        if (title.isEmpty())
            title = HeaderWords::tr("Column %1").arg(i + 1);
    }
}

} // namespace

void takeHeader(Sheet &sheet, std::optional<bool> hasHeader)
{
    auto found = hasHeader == false ? std::nullopt : headerRow(sheet.rows);
    if (!found && hasHeader == true && !sheet.rows.empty())
        found = 0;
    sheet.hasHeader = found.has_value();
    if (found) {
        sheet.header = sheet.rows[*found].cells();
        sheet.rows.erase(sheet.rows.begin(), sheet.rows.begin() + std::ptrdiff_t(*found) + 1);
    }
    nameColumns(sheet);
}

} // namespace pl::importing
