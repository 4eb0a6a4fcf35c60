#pragma once

#include "ui/shell/palettehit.h"

class QAction;
class QMenu;

namespace pl::ui {

/// What the palette shows of the menus.
enum class MenuPart {
    Commands,
    Places ///< pages and saved views: actions that were marked by markAsPlace()
};

/// Says that the action leads to a page or a view.
void markAsPlace(QAction *action);

/// The enabled actions of the menus and their submenus that match, in the menus' order. Actions without a name (those
/// that a menu makes each time it opens) are left out.
QList<PaletteHit> menuHits(const QList<QMenu *> &menus, MenuPart part, const QString &typed);

} // namespace pl::ui
