#pragma once

#include <QWidget>

class QAction;
class QMenu;
class QMenuBar;

namespace pl::ui {

class SearchField;

/// The bar at the top: the program's name, the menus, the search in the middle, "New lead", and who is signed in.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    TopBar(QMenuBar *menus, SearchField *search, QAction *newLead, const QString &user, QMenu *userMenu,
           QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pl::ui
