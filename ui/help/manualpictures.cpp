#include "ui/help/manualpictures.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"

#include <QImageReader>
#include <QPainter>
#include <QTextDocument>
#include <QTextFormat>
#include <QWidget>

namespace pl::ui {

ManualPictures::ManualPictures(QWidget *view) : QObject(view), m_view(view) {}

QSizeF ManualPictures::intrinsicSize(QTextDocument *document, int, const QTextFormat &format)
{
    const QString name = format.toImageFormat().name();
    if (!m_sizes.contains(name))
        m_sizes.insert(name, QImageReader(name).size());
    const QSizeF size = m_sizes.value(name);
    const qreal room = document->textWidth() - 2 * document->documentMargin();
    if (size.width() <= room || room <= 0)
        return size;
    return {room, size.height() * room / size.width()};
}

const QPixmap &ManualPictures::picture(const QString &name, const QSize &pixels)
{
    QPixmap &drawn = m_drawn[name];
    if (drawn.size() != pixels) {
        const QImage whole(name);
        drawn = QPixmap::fromImage(whole.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    return drawn;
}

void ManualPictures::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int, const QTextFormat &format)
{
    const QRect place = rect.toRect();
    const QSize pixels = place.size() * m_view->devicePixelRatioF();
    if (pixels.isEmpty())
        return;
    painter->drawPixmap(place, picture(format.toImageFormat().name(), pixels));
    painter->setPen(colorsOf(m_view).line);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(crisp(place));
}

} // namespace pl::ui
