#include "tests/ui/leadsfixture.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/menuroles.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QTest>

using namespace pl::ui;

namespace {

/// Of a menu and all below it.
QList<QAction *> actionsBelow(const QWidget *menu)
{
    QList<QAction *> found;
    for (QAction *action : menu->actions()) {
        found += action;
        if (action->menu())
            found += actionsBelow(action->menu());
    }
    return found;
}

} // namespace

/// Where macOS puts what is in the menus.
class MenuRolesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWindowSaysWhatMacOsMoves()
    {
        pl::test::OfficeFixture office;
        office.transport.fillOffice(2);
        Theme theme(office.settings);
        MainWindow window(office.context, theme);
        office.start();
        QStringList moved;
        int kept = 0;
        for (const QAction *action : actionsBelow(window.findChild<QMenuBar *>(QStringLiteral("menuBar")))) {
            QVERIFY2(action->menuRole() != QAction::TextHeuristicRole, qPrintable(action->text()));
            if (action->menuRole() == QAction::NoRole)
                ++kept;
            else
                moved += action->objectName();
        }
        moved.sort();
        QCOMPARE(moved, QStringList({QStringLiteral("actionAbout"), QStringLiteral("actionQuit"),
                                     QStringLiteral("actionSettings")}));
        QVERIFY(kept > 40);
    }

    void wordsOfPeopleMoveNothing()
    {
        QMenuBar bar;
        new MenuRoles(&bar);
        QMenu *view = bar.addMenu(QStringLiteral("View"));
        QMenu *saved = view->addMenu(QStringLiteral("Saved views"));
        QCOMPARE(saved->addAction(QStringLiteral("About Austin"))->menuRole(), QAction::NoRole);
        saved->clear();
        QCOMPARE(saved->addAction(QStringLiteral("Settings of June"))->menuRole(), QAction::NoRole);
        QMenu filled;
        const QAction *inside = filled.addAction(QStringLiteral("Quit smoking"));
        view->addMenu(&filled);
        QCOMPARE(inside->menuRole(), QAction::NoRole);
    }

    void whatHasARoleKeepsIt()
    {
        QMenuBar bar;
        new MenuRoles(&bar);
        QAction about(QStringLiteral("About"));
        about.setMenuRole(QAction::AboutRole);
        bar.addMenu(QStringLiteral("Help"))->addAction(&about);
        QCOMPARE(about.menuRole(), QAction::AboutRole);
    }
};

QTEST_MAIN(MenuRolesTest)
#include "tst_menuroles.moc"
