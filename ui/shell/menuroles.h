#pragma once

#include <QObject>

class QMenuBar;

namespace pl::ui {

/// Keeps macOS from moving actions of the menus into the program's own menu by their words: Qt takes "Settings for …",
/// or a saved view that somebody calls "About Austin", for the program's. What says what it is moves as before. For a
/// menu bar without menus yet, whose child it becomes; it sees whatever is added to them later.
class MenuRoles : public QObject
{
public:
    explicit MenuRoles(QMenuBar *bar);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace pl::ui
