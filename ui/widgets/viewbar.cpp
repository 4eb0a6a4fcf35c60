#include "ui/widgets/viewbar.h"

#include "ui/style/colors.h"

#include <QAction>
#include <QPainter>

namespace pl::ui {

void ViewBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), colorsOf(this).line);
}

QAction *makeViewAction(QWidget *view, const char *name, const QString &text, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, view);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    view->addAction(action);
    return action;
}

} // namespace pl::ui
