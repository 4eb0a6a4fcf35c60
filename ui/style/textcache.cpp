#include "ui/style/textcache.h"

#include "ui/style/shown.h"

#include <QPainter>
#include <QStyle>

namespace pl::ui {
namespace {

constexpr qsizetype kLongest = 2 * kShownLine; // what is longer is cut anyway, and not worth keeping
constexpr qreal kNoWrap = 0x01000000;          // as wide as QPainter lets a line be that is not wrapped

constexpr qreal kSteps = 64; // in a pixel, as QPainter counts

/// One glyph a character, from left to right, and none depends on its neighbors but for kerning.
bool isSimple(QChar c)
{
    const char16_t code = c.unicode();
    const bool isKnown = (code >= 0x20 && code < 0x0530) || (code >= 0x1E00 && code < 0x2028) ||
                         (code >= 0x2030 && code < 0x2060) || (code >= 0x20A0 && code < 0x20D0) ||
                         (code >= 0x2100 && code < 0x2190) || (code >= 0x3000 && code < 0xA000) ||
                         (code >= 0xAC00 && code < 0xD7A4);
    return isKnown && c.isPrint() && !c.isMark();
}

bool isSimple(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return isSimple(c); });
}

/// Of this font alone; what another one stands in for has its own base line.
bool isOf(const QFont &font, const QList<QGlyphRun> &runs)
{
    return runs.size() == 1 && !runs.first().glyphIndexes().contains(0) &&
           runs.first().rawFont() == QRawFont::fromFont(font);
}

/// QPainter turns line feeds into blanks, widens tabs, and takes U+009C for the end of a longer wording.
bool hasControls(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
}

QTextOption optionFor(Qt::LayoutDirection direction)
{
    QTextOption option(Qt::AlignLeft);
    option.setTextDirection(direction);
    option.setWrapMode(QTextOption::NoWrap);
    option.setFlags(QTextOption::IncludeTrailingSpaces);
    return option;
}

QSizeF layOutLine(QTextLayout &layout)
{
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (!line.isValid())
        return {};
    line.setLineWidth(kNoWrap);
    line.setPosition({});
    layout.endLayout();
    // QTextLine::height() is rounded up, which QPainter doesn't do.
    return {line.horizontalAdvance(), line.ascent() + line.descent()};
}

/// Where a line of this size begins in the room.
QPointF placeIn(const QRect &room, const QSizeF &size, Qt::Alignment alignment)
{
    const QSizeF left = QSizeF(room.size()) - size;
    const qreal x = alignment & Qt::AlignRight ? left.width() : alignment & Qt::AlignHCenter ? left.width() / 2 : 0;
    const qreal y = alignment & Qt::AlignBottom ? left.height() : alignment & Qt::AlignVCenter ? left.height() / 2 : 0;
    return QPointF(room.topLeft()) + QPointF(int(x * kSteps) / kSteps, int(y * kSteps) / kSteps);
}

/// QPainter cuts off what is larger than its room.
bool isLarger(const QSizeF &size, const QRect &room)
{
    return size.width() > room.width() || size.height() > room.height();
}

} // namespace

qsizetype TextCache::Line::bytes() const
{
    const qsizetype letters = glyphs.glyphIndexes().size();
    const qsizetype laidOut = layout ? 1024 + 64 * layout->text().size() : 0; // about what Qt keeps
    return qsizetype(sizeof(Key) + sizeof(Line)) + 160 + letters * qsizetype(sizeof(quint32) + sizeof(QPointF)) +
           laidOut;
}

std::unique_ptr<TextCache::Line> TextCache::layOut(const Key &key)
{
    ++m_layouts;
    const QString text = key.room == kWhole ? shown(key.text) : elided(key.text, QFontMetricsF(key.font), key.room);
    auto layout = std::make_unique<QTextLayout>(text, key.font);
    layout->setTextOption(optionFor(key.direction));
    layout->setCacheEnabled(true);
    auto line = std::make_unique<Line>();
    line->size = layOutLine(*layout);
    const QList<QGlyphRun> runs = isSimple(text) && !key.font.strikeOut() ? layout->glyphRuns() : QList<QGlyphRun>();
    if (isOf(key.font, runs))
        line->glyphs = runs.first();
    else if (!text.isEmpty())
        line->layout = std::move(layout);
    return line;
}

/// Valid until the next call; null for what is larger than all that may be kept.
const TextCache::Line *TextCache::lineFor(const Key &key)
{
    if (const Line *line = m_lines.object(key))
        return line;
    auto line = layOut(key);
    const qsizetype bytes = line->bytes() + key.text.size() * qsizetype(sizeof(QChar));
    const Line *kept = line.get();
    return m_lines.insert(key, line.release(), bytes) ? kept : nullptr;
}

void TextCache::draw(QPainter *painter, const QRect &room, const QString &text, Qt::Alignment alignment, int spare)
{
    const int width = std::max(0, room.width() + spare);
    Key key{text, painter->font(), painter->layoutDirection(), kWhole};
    const Line *line = text.size() <= kLongest && !hasControls(text) ? lineFor(key) : nullptr;
    if (line && line->size.width() > width) {
        key.room = width;
        line = lineFor(key);
    }
    if (!line || isLarger(line->size, room)) {
        painter->drawText(room, static_cast<int>(alignment) | Qt::TextSingleLine,
                          elided(text, QFontMetricsF(key.font), width));
        return;
    }
    const QPointF place = placeIn(room, line->size, QStyle::visualAlignment(key.direction, alignment));
    if (line->layout)
        line->layout->draw(painter, place);
    else if (!line->glyphs.isEmpty())
        painter->drawGlyphRun(place, line->glyphs);
}

} // namespace pl::ui
