#include "ui/shell/menuroles.h"

#include <QActionEvent>
#include <QMenu>
#include <QMenuBar>

namespace pl::ui {

MenuRoles::MenuRoles(QMenuBar *bar) : QObject(bar)
{
    bar->installEventFilter(this);
}

bool MenuRoles::eventFilter(QObject *, QEvent *event)
{
    if (event->type() != QEvent::ActionAdded)
        return false;
    QAction *action = static_cast<QActionEvent *>(event)->action();
    if (action->menuRole() == QAction::TextHeuristicRole)
        action->setMenuRole(QAction::NoRole);
    if (QMenu *menu = action->menu()) {
        menu->installEventFilter(this); // once: installing it again only moves it to the front
        for (QAction *entry : menu->actions())
            if (entry->menuRole() == QAction::TextHeuristicRole)
                entry->setMenuRole(QAction::NoRole);
    }
    return false;
}

} // namespace pl::ui
