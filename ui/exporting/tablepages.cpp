#include "ui/exporting/tablepages.h"

#include "ui/exporting/celltext.h"
#include "ui/style/shown.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct PageWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::TablePages)
};

// Paper is white whatever the window is.
constexpr QRgb kInk = 0xff1b2430;
constexpr QRgb kSecondInk = 0xff5b6675;
constexpr QRgb kHeadGround = 0xffeef1f5;
constexpr QRgb kLineInk = 0xffdfe3e8;

constexpr qreal kTablePointSize = 8.5;
constexpr qreal kRowLines = 1.55;   ///< a row's height, in lines of text
constexpr int kRowsOfFrame = 4;     ///< title, heads, and the page's number with a row above
constexpr qreal kGapCharacters = 1; ///< between columns

QFont paperFont(QFont font, QFont::Weight weight)
{
    font.setPointSizeF(kTablePointSize);
    font.setWeight(weight);
    return font;
}

qreal rowHeightOf(const QFontMetricsF &metrics)
{
    return metrics.height() * kRowLines;
}

} // namespace

TablePages::TablePages(Paper paper, exporting::TableHead head, const QFont &font, qint64 rows)
    : m_paper(std::move(paper))
    , m_head(std::move(head))
    , m_font(paperFont(font, QFont::Normal), m_paper.device)
    , m_bold(paperFont(font, QFont::DemiBold), m_paper.device)
    , m_metrics(m_font, m_paper.device)
    , m_boldMetrics(m_bold, m_paper.device)
    , m_rows(rows)
    , m_rowHeight(rowHeightOf(m_metrics))
    , m_rowsPerPage(std::max(1, static_cast<int>(m_paper.size.height() / m_rowHeight) - kRowsOfFrame))
{
    shareWidth();
}

qreal TablePages::idealWidth(const exporting::TableHead &head)
{
    int characters = 0;
    for (const exporting::Column &column : head.columns)
        characters += column.width;
    // An average character is half as wide as high.
    return characters * kTablePointSize / 2;
}

void TablePages::shareWidth()
{
    int characters = 0;
    for (const exporting::Column &column : m_head.columns)
        characters += column.width;
    const qreal unit = m_paper.size.width() / std::max(1, characters);
    qreal left = 0;
    m_lefts = {0};
    for (const exporting::Column &column : m_head.columns)
        m_lefts += left += column.width * unit;
}

qint64 TablePages::pages() const
{
    return std::max<qint64>(1, (m_rows + m_rowsPerPage - 1) / m_rowsPerPage);
}

bool TablePages::begin()
{
    if (!m_painter.begin(m_paper.device))
        return false;
    paintFrame();
    return true;
}

void TablePages::paintCell(qsizetype column, qreal top, const QString &text)
{
    const qreal gap = m_metrics.averageCharWidth() * kGapCharacters;
    const QRectF cell(m_lefts.at(column), top, m_lefts.at(column + 1) - m_lefts.at(column) - gap, m_rowHeight);
    const bool isNumber = m_head.columns.at(column).isNumber;
    const int flags = static_cast<int>(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    m_painter.drawText(cell, flags | Qt::TextSingleLine,
                       elided(text, QFontMetricsF(m_painter.font(), m_paper.device), cell.width()));
}

void TablePages::paintFrame()
{
    ++m_page;
    m_rowOnPage = 0;
    const QRectF whole(QPointF(0, 0), m_paper.size);
    m_painter.setFont(m_bold);
    m_painter.setPen(QColor(kInk));
    m_painter.drawText(QRectF(0, 0, whole.width(), m_rowHeight), int(Qt::AlignVCenter) | Qt::TextSingleLine,
                       elided(m_head.title, m_boldMetrics, whole.width()));
    m_painter.fillRect(QRectF(0, m_rowHeight, whole.width(), m_rowHeight), QColor(kHeadGround));
    for (qsizetype i = 0; i < m_head.columns.size(); ++i)
        paintCell(i, m_rowHeight, m_head.heading(m_head.columns.at(i)));
    m_painter.setFont(m_font);
    m_painter.setPen(QColor(kSecondInk));
    m_painter.drawText(whole, Qt::AlignBottom | Qt::AlignRight,
                       PageWords::tr("Page %1 of %2").arg(numberText(m_page), numberText(pages())));
    m_painter.setPen(QColor(kInk));
}

bool TablePages::add(const exporting::Row &row)
{
    if (m_rowOnPage == m_rowsPerPage) {
        if (!m_paper.newPage())
            return false;
        paintFrame();
    }
    const qreal top = (2 + m_rowOnPage++) * m_rowHeight;
    for (qsizetype i = 0; i < row.size(); ++i)
        if (const QString text = paperText(row.at(i), m_head.zone); !text.isEmpty())
            paintCell(i, top, text);
    m_painter.fillRect(QRectF(0, top + m_rowHeight, m_paper.size.width(), m_metrics.lineWidth()), QColor(kLineInk));
    return true;
}

bool TablePages::end()
{
    return m_painter.end();
}

} // namespace pl::ui
