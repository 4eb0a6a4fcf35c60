#include "ui/style/chipcache.h"

#include <QPainter>

namespace pl::ui {
namespace {

/// How many pixels a point has, where what is painted at `place` begins on a whole pixel; 0: it doesn't.
int wholeScale(const QPainter &painter, const QPoint &place)
{
    const QTransform &transform = painter.deviceTransform();
    const int scale = qRound(transform.m11());
    const QPointF corner = transform.map(QPointF(place));
    const bool isPlain = transform.type() <= QTransform::TxScale && scale > 0 && transform.m11() == scale &&
                         transform.m22() == scale && painter.device()->devicePixelRatioF() == scale;
    return isPlain && corner == QPointF(corner.toPoint()) ? scale : 0;
}

QPixmap chipOn(const QColor &ground, const QSize &size, int scale, const Chip &chip, const Colors &colors,
               const QFont &font)
{
    QPixmap pixmap(size * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(ground);
    QPainter painter(&pixmap);
    paintChip(&painter, QRect(QPoint(), size), chip, colors, font);
    return pixmap;
}

} // namespace

QSize ChipCache::size(const Chip &chip, const QFont &font)
{
    const Words words{chip.text, font};
    if (const QSize *known = m_sizes.object(words))
        return *known;
    const QSize size = chipSize(chip, font);
    m_sizes.insert(words, new QSize(size));
    return size;
}

void ChipCache::clear()
{
    m_pixmaps.clear();
    m_sizes.clear();
}

void ChipCache::draw(QPainter *painter, const QRect &cell, const Chip &chip, const Colors &colors, const QFont &font,
                     const QColor &ground)
{
    QSize size = this->size(chip, font);
    const QPoint place(cell.left(), cell.top() + (cell.height() - size.height()) / 2);
    const int scale = ground.alpha() == 255 ? wholeScale(*painter, place) : 0;
    size.setWidth(std::min(size.width(), cell.width()));
    if (!ground.isValid() || scale == 0 || size.isEmpty()) {
        ++m_paintings;
        return paintChip(painter, cell, chip, colors, font);
    }
    const Tone &tone = colors.*chip.tone;
    const Key key{{chip.text, font}, tone.text.rgba(), tone.ground.rgba(), ground.rgba(), size.width(), scale};
    if (const QPixmap *known = m_pixmaps.object(key))
        return painter->drawPixmap(place, *known);
    ++m_paintings;
    auto pixmap = std::make_unique<QPixmap>(chipOn(ground, size, scale, chip, colors, font));
    painter->drawPixmap(place, *pixmap);
    m_pixmaps.insert(key, pixmap.release(), qsizetype(4) * size.width() * size.height() * scale * scale);
}

} // namespace pl::ui
