#include "ui/account/idlelock.h"
#include "ui/billing/billingview.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/messages/messagesview.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/settings/pricesview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/menuhits.h"
#include "ui/shell/menuroles.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/topbar.h"
#include "ui/sorting/sortingview.h"
#include "ui/sources/sourcesview.h"
#include "ui/style/shown.h"
#include "ui/style/theme.h"
#include "ui/widgets/quitkey.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>

namespace pl::ui {
namespace {

/// "Ada · admin"
QString userWords(const OfficeContext &context)
{
    const QString role = context.isAdmin ? MainWindow::tr("admin") : MainWindow::tr("staff");
    return MainWindow::tr("%1 \u00B7 %2").arg(actorName(context.userEmail, {}), role);
}

} // namespace

QAction *MainWindow::addNamed(QMenu *menu, const char *name, const QString &text, const QKeySequence &keys,
                              const std::function<void()> &run)
{
    QAction *action = addTo(menu, text, keys, run);
    action->setObjectName(QLatin1StringView(name));
    return action;
}

QAction *MainWindow::addTo(QMenu *menu, const QString &text, const QKeySequence &keys, const std::function<void()> &run)
{
    QAction *action = menu->addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void MainWindow::buildMenus()
{
    m_menuBar->setObjectName(QStringLiteral("menuBar"));
    new MenuRoles(m_menuBar);
    buildFileMenu();
    buildLeadMenus();
    buildViewMenu();
    buildAccountMenu();
    buildHelpMenu();

    auto *userMenu = new QMenu(this);
    userMenu->addAction(menuText(m_context.userEmail))->setEnabled(false);
    userMenu->addSeparator();
    userMenu->addActions(m_menuBar->findChild<QMenu *>(QStringLiteral("accountMenu"))->actions());
    setMenuWidget(new TopBar(m_menuBar, m_search, m_actions->create, userWords(m_context), userMenu, this));
}

void MainWindow::buildFileMenu()
{
    QMenu *file = m_menuBar->addMenu(tr("&File"));
    file->addAction(m_actions->create);
    addNamed(file, "actionNewPlumber", tr("New &plumber\u2026"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
             [this] {
                 showPlumbers();
                 m_plumbers->addPlumber();
             });
    addCustomerTo(file);
    addExportActions(file);
    file->addSeparator();
    if (m_import)
        addTo(file, tr("&Import\u2026"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I), [this] {
            showImport();
        })->setObjectName(QStringLiteral("actionImport"));
    addNamed(file, "actionRefresh", tr("&Refresh now"), QKeySequence(QKeySequence::Refresh),
             [this] { m_context.replica.syncNow(); });
    file->addSeparator();
    QAction *quit = addNamed(file, "actionQuit", tr("&Quit"), kQuitKey, [] { QApplication::closeAllWindows(); });
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::buildLeadMenus()
{
    QMenu *lead = m_menuBar->addMenu(tr("&Lead"));
    lead->addAction(m_actions->undo);
    lead->addSeparator();
    lead->addActions({m_actions->assign, m_actions->unassign, m_actions->complete, m_actions->reopen});
    lead->addActions({m_actions->details, m_actions->duplicate, m_actions->notDuplicate});
    lead->addSeparator();
    BulkActions &bulk = m_leads->bulk();
    lead->addActions({bulk.check, bulk.checkAll, bulk.each, bulk.go, bulk.invalid, bulk.duplicates});
    lead->addSeparator();
    lead->addActions({m_actions->note, m_actions->edit});
    lead->addSeparator();
    lead->addActions({m_actions->copyPhone, m_actions->copyEmail});
    if (m_customer)
        lead->addAction(m_actions->file);
    m_menuBar->addMenu(tr("&Plumber"))->addActions(m_plumbers->menuActions());
    if (m_messages)
        m_menuBar->addMenu(tr("&Messages"))->addActions(m_messages->menuActions());
    if (m_sorting)
        m_menuBar->addMenu(tr("&To sort"))->addActions(m_sorting->menuActions());
    if (m_billing) {
        m_menuBar->addMenu(tr("&Billing"))->addActions(m_billing->menuActions());
        m_menuBar->addMenu(tr("P&rices"))->addActions(m_prices->menuActions());
    }
    if (m_sources)
        m_menuBar->addMenu(tr("&Sources"))->addActions(m_sources->menuActions());
    addDashboardMenu();
    addActivityMenu();
}

void MainWindow::buildViewMenu()
{
    QMenu *view = m_menuBar->addMenu(tr("&View"));
    int number = 0;
    for (const LeadView list : kLeadViews)
        addTo(view, titleOf(list), QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + number++)), [this, list] {
            showLeads(list);
        })->setObjectName(QStringLiteral("actionShow_") + keyOf(list));
    addNamed(view, "actionShowPlumbers", tr("Plumbers"), QKeySequence(Qt::CTRL | Qt::Key_6),
             [this] { showPlumbers(); });
    if (m_billing)
        addNamed(view, "actionShowBilling", tr("Billing"), QKeySequence(Qt::CTRL | Qt::Key_7),
                 [this] { showBilling(); });
    if (m_sources)
        addNamed(view, "actionShowSources", tr("Sources"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
                 [this] { showSources(); });
    if (m_messages)
        addNamed(view, "actionShowMessages", tr("Messages"), QKeySequence(Qt::CTRL | Qt::Key_0),
                 [this] { showMessages(); });
    if (m_sorting)
        addNamed(view, "actionShowToSort", tr("To sort"), QKeySequence(Qt::CTRL | Qt::Key_T),
                 [this] { showSorting(); });
    addDashboardTo(view);
    addActivityTo(view);
    for (QAction *page : view->actions())
        markAsPlace(page);
    m_settingsMenu = view->addMenu(tr("Settin&gs"));
    view->addSeparator();
    buildViewsMenu(view);
    view->addSeparator();
    addSearchActions(view);
    view->addSeparator();
    auto *columns = view->addMenu(tr("C&olumns"));
    connect(columns, &QMenu::aboutToShow, this, [this, columns] {
        columns->clear();
        m_leads->fillColumnMenu(columns);
    });
    view->addMenu(m_theme.createMenu(this));
}

void MainWindow::buildAccountMenu()
{
    QMenu *account = m_menuBar->addMenu(tr("&Account"));
    account->setObjectName(QStringLiteral("accountMenu"));
    QAction *password = addTo(account, tr("Change &password\u2026"), {}, [this] { Q_EMIT changePasswordRequested(); });
    password->setObjectName(QStringLiteral("actionChangePassword"));
    addTo(account, tr("&Lock"), {}, [this] { m_lock->lock(); })->setObjectName(QStringLiteral("actionLock"));
    account->addSeparator();
    QAction *signOut =
        addTo(account, tr("&Sign out"), {}, [this] { leaveSettings([this] { Q_EMIT signOutRequested(); }); });
    signOut->setObjectName(QStringLiteral("actionSignOut"));
    QAction *everywhere = addTo(account, tr("Sign out on &every computer\u2026"), {},
                                [this] { leaveSettings([this] { Q_EMIT signOutEverywhereRequested(); }); });
    everywhere->setObjectName(QStringLiteral("actionSignOutEverywhere"));
}

QList<QMenu *> MainWindow::menus() const
{
    QList<QMenu *> found;
    for (const QAction *action : m_menuBar->actions())
        found += action->menu();
    return found;
}

} // namespace pl::ui
