#pragma once

#include "models/exporting/cell.h"

#include <QFont>
#include <QPainter>

namespace pl::ui {

/// What a table is painted on: a printer, a PDF, or a test's.
struct Paper
{
    QPaintDevice *device = nullptr;
    QSizeF size;                   ///< in the device's pixels; the origin is where may be painted
    std::function<bool()> newPage; ///< false when it can't
};

/// Paints a table on pages: each has the title, the heads, and its number. A row is one line; what doesn't fit is cut
/// with "…". Cells may be in any script. Not bound to a thread.
class TablePages
{
public:
    /// `rows` is how many there will be at most, for "Page 3 of 12".
    TablePages(Paper paper, exporting::TableHead head, const QFont &font, qint64 rows);

    /// False when the device can't be painted on.
    bool begin();
    bool add(const exporting::Row &row);
    bool end();

    int page() const { return m_page; } ///< from 1
    qint64 pages() const;
    int rowsPerPage() const { return m_rowsPerPage; }

    /// How wide the columns want to be, in points.
    static qreal idealWidth(const exporting::TableHead &head);

private:
    void shareWidth();
    void paintFrame();
    void paintCell(qsizetype column, qreal top, const QString &text);

    const Paper m_paper;
    const exporting::TableHead m_head;
    QFont m_font;
    QFont m_bold;
    QFontMetricsF m_metrics;
    QFontMetricsF m_boldMetrics;
    const qint64 m_rows;
    const qreal m_rowHeight;
    const int m_rowsPerPage;
    QList<qreal> m_lefts; ///< of each column, and the right end
    QPainter m_painter;
    int m_page = 0;
    int m_rowOnPage = 0;
};

} // namespace pl::ui
