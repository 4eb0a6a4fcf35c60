#pragma once

#include <QDialog>

class QGridLayout;
class QMenu;

namespace pl::ui {

/// Lists every shortcut, by menu, and those that are in no menu.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    ShortcutsDialog(const QList<QMenu *> &menus, QWidget *parent);

private:
    void addTitle(const QString &text);
    void addKey(const QString &keys, const QString &what);
    void addMenu(const QMenu &menu);

    QGridLayout *m_grid;
};

} // namespace pl::ui
