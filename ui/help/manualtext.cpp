#include "ui/help/manualtext.h"

#include "ui/help/manualpictures.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

namespace pl::ui {
namespace {

constexpr qreal kManualEdge = 8; // above the line that was scrolled to, at 13 px text

} // namespace

ManualText::ManualText(QWidget *parent) : QTextBrowser(parent), m_pictures(new ManualPictures(this))
{
    setObjectName(QStringLiteral("manualText"));
    setAccessibleName(tr("Manual"));
    setFrameShape(NoFrame);
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    document()->documentLayout()->registerHandler(QTextFormat::ImageObject, m_pictures);
    fill();
}

/// Colors stand in the text's formats, so the text is made again when they change; positions stay the same.
void ManualText::fill()
{
    const QScopedValueRollback filling(m_isFilling, true);
    const int place = top();
    document()->setDocumentMargin(scaledPx(this, 18));
    setMarkdown(manualMarkdown()); // plain-text: the program's own words
    m_headings = manualHeadings(*document());
    dressHeadings();
    dressWords();
    dressTables();
    scrollTo(place);
    showMarks();
}

QTextCursor ManualText::range(int position, int length) const
{
    QTextCursor cursor(document());
    cursor.setPosition(position);
    cursor.setPosition(position + length, QTextCursor::KeepAnchor);
    return cursor;
}

void ManualText::dressHeadings()
{
    for (const ManualHeading &heading : std::as_const(m_headings)) {
        const QTextBlock block = document()->findBlock(heading.position);
        QTextCursor words = range(heading.position, block.length() - 1);
        QTextBlockFormat room;
        room.setTopMargin(heading.level == 1 ? 0 : scaledPx(this, heading.level == 2 ? 26 : 16));
        room.setBottomMargin(scaledPx(this, 6));
        words.mergeBlockFormat(room);
        words.setCharFormat(block.begin().fragment().charFormat()); // keys in a title look like the rest of it
    }
}

/// Keys and links.
void ManualText::dressWords()
{
    const Colors &colors = colorsOf(this);
    QTextCharFormat key;
    key.setBackground(colors.line);
    QTextCharFormat link;
    link.setForeground(colors.blue.text);
    QList<std::pair<QTextCursor, bool>> found; // formats can't change while their fragments are gone through
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment words = it.fragment();
            if (words.charFormat().fontFixedPitch() || words.charFormat().isAnchor())
                found.append({range(words.position(), words.length()), words.charFormat().isAnchor()});
        }
    for (auto &[words, isLink] : found)
        isLink ? words.mergeCharFormat(link) : words.setCharFormat(key);
}

void ManualText::dressTables()
{
    const QList<QTextFrame *> frames = document()->rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(colorsOf(this).line);
        format.setCellPadding(scaledPx(this, 5));
        format.setCellSpacing(0);
        format.setTopMargin(scaledPx(this, 6));
        format.setBottomMargin(scaledPx(this, 10));
        table->setFormat(format);
    }
}

int ManualText::top() const
{
    return cursorForPosition(QPoint(0, scaledPx(this, kManualEdge + 2))).position();
}

void ManualText::scrollTo(int position)
{
    document()->size(); // lays out all of it, so that the scroll bar reaches it
    const QRectF line = document()->documentLayout()->blockBoundingRect(document()->findBlock(position));
    verticalScrollBar()->setValue(qRound(line.top()) - scaledPx(this, kManualEdge));
}

void ManualText::mark(const QList<ManualHit> &hits, int current)
{
    m_hits = hits;
    m_current = current;
    showMarks();
    if (current < 0)
        return;
    QTextCursor at(document());
    at.setPosition(hits[current].position);
    document()->size(); // as in scrollTo()
    setTextCursor(at);
    ensureCursorVisible();
}

void ManualText::showMarks()
{
    const Colors &colors = colorsOf(this);
    QList<ExtraSelection> marks;
    for (qsizetype i = 0; i < m_hits.size(); ++i) {
        ExtraSelection mark;
        mark.cursor = range(m_hits[i].position, m_hits[i].length);
        mark.format.setBackground(i == m_current ? colors.accent : colors.amber.ground);
        mark.format.setForeground(i == m_current ? colors.onAccent : colors.amber.text);
        marks += mark;
    }
    setExtraSelections(marks);
}

void ManualText::resizeEvent(QResizeEvent *event)
{
    const int place = top();
    QTextBrowser::resizeEvent(event);
    scrollTo(place);
}

void ManualText::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (!m_isFilling && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        fill();
}

} // namespace pl::ui
