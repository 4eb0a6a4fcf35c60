#include "ui/widgets/keycap.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"

#include <QFontMetrics>
#include <QPainter>

namespace pl::ui {
namespace {

QFont capFont(const QFont &font)
{
    return scaledFont(font, kSmallText);
}

} // namespace

QString keyCapText(const QKeySequence &keys)
{
    if (keys == QKeySequence(Qt::Key_Return) || keys == QKeySequence(Qt::Key_Enter))
        return QStringLiteral("\u21B5");
    if (keys == QKeySequence(Qt::Key_Left))
        return QStringLiteral("\u2190");
    if (keys == QKeySequence(Qt::Key_Right))
        return QStringLiteral("\u2192");
    QString text = keys.toString(QKeySequence::NativeText);
#ifndef Q_OS_MACOS
    text.replace(QLatin1Char('+'), QLatin1Char(' '));
#endif
    return text;
}

QSize keyCapSize(const QString &text, const QFont &font)
{
    const QFontMetrics metrics(capFont(font));
    const int height = metrics.height() + scaledPx(font, 2);
    return {std::max(height, metrics.horizontalAdvance(text) + scaledPx(font, 10)), height};
}

void paintKeyCap(QPainter *painter, const QRect &rect, const QString &text, const QColor &color, const QColor &border,
                 const QFont &font)
{
    const QSize size = keyCapSize(text, font);
    QRectF cap(QPointF(0, 0), QSizeF(size));
    cap.moveCenter(QRectF(rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border);
    painter->setBrush(Qt::NoBrush);
    const qreal radius = scaledPx(font, 4);
    painter->drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->setPen(color);
    painter->setFont(capFont(font));
    painter->drawText(cap, Qt::AlignCenter, text);
    painter->restore();
}

KeyCap::KeyCap(const QString &text, QWidget *parent) : QWidget(parent), m_text(text)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
}

QSize KeyCap::sizeHint() const
{
    return keyCapSize(m_text, font());
}

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    paintKeyCap(&painter, rect(), m_text, colors.secondText, colors.line, font());
}

} // namespace pl::ui
