#include "ui/style/rescale.h"

#include "ui/style/metrics.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFrame>
#include <QHeaderView>
#include <QLayout>
#include <QTableView>

namespace pl::ui {
namespace {

int scaledBy(int length, qreal factor)
{
    return length <= 0 ? length : std::max(1, qRound(length * factor));
}

/// One that was never set stays so.
int mostScaledBy(int length, qreal factor)
{
    return length >= QWIDGETSIZE_MAX ? length : scaledBy(length, factor);
}

void rescaleFont(QWidget *widget, qreal factor)
{
    const QFont font = widget->font();
    const bool isOwn = widget->testAttribute(Qt::WA_SetFont) && (font.resolveMask() & QFont::SizeResolved);
    if (isOwn)
        widget->setFont(scaledFont(font, factor, QFont::Weight(font.weight())));
}

void rescaleSize(QWidget *widget, qreal factor)
{
    const QSize least = widget->minimumSize();
    const QSize most = widget->maximumSize();
    const QSize newMost(mostScaledBy(most.width(), factor), mostScaledBy(most.height(), factor));
    const QSize newLeast(scaledBy(least.width(), factor), scaledBy(least.height(), factor));
    if (newMost != most)
        widget->setMaximumSize(newMost.expandedTo(newLeast));
    if (newLeast != least)
        widget->setMinimumSize(newLeast);
    const auto *frame = qobject_cast<QFrame *>(widget);
    const QMargins own = widget->contentsMargins();
    if (!own.isNull() && (!frame || frame->frameWidth() == 0)) // a frame's margins are its own width
        widget->setContentsMargins(scaledBy(own.left(), factor), scaledBy(own.top(), factor),
                                   scaledBy(own.right(), factor), scaledBy(own.bottom(), factor));
}

void rescaleLayout(QLayout *layout, qreal factor)
{
    const QMargins margins = layout->contentsMargins();
    layout->setContentsMargins(scaledBy(margins.left(), factor), scaledBy(margins.top(), factor),
                               scaledBy(margins.right(), factor), scaledBy(margins.bottom(), factor));
    if (layout->spacing() >= 0)
        layout->setSpacing(scaledBy(layout->spacing(), factor));
    for (int i = 0; i < layout->count(); ++i)
        if (QLayout *inner = layout->itemAt(i)->layout())
            rescaleLayout(inner, factor);
}

void rescaleRows(QTableView *table, qreal factor)
{
    QHeaderView *rows = table->verticalHeader();
    rows->setDefaultSectionSize(scaledBy(rows->defaultSectionSize(), factor));
}

} // namespace

void rescaleWidgets(qreal factor)
{
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        if (widget->windowType() == Qt::Desktop)
            continue;
        rescaleFont(widget, factor);
        rescaleSize(widget, factor);
        if (widget->layout())
            rescaleLayout(widget->layout(), factor);
        if (auto *table = qobject_cast<QTableView *>(widget))
            rescaleRows(table, factor);
    }
}

void relayRows()
{
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all)
        if (qobject_cast<QAbstractItemView *>(widget)) {
            QEvent changed(QEvent::StyleChange);
            QCoreApplication::sendEvent(widget, &changed);
        }
}

} // namespace pl::ui
