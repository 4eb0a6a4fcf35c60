#include "ui/leads/cardghost.h"

#include <QPainter>

namespace pl::ui {

CardGhost::CardGhost(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void CardGhost::take(QWidget &widget, const QRect &part)
{
    m_card = widget.grab(part);
    resize(part.size());
}

void CardGhost::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setOpacity(0.8);
    painter.drawPixmap(0, 0, m_card);
}

} // namespace pl::ui
