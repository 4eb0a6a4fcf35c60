#include "ui/account/idlelock.h"
#include "ui/leads/leadactions.h"
#include "ui/settings/computerview.h"
#include "ui/settings/connectionsview.h"
#include "ui/settings/deadlinesview.h"
#include "ui/settings/dispatchview.h"
#include "ui/settings/keepingview.h"
#include "ui/settings/officeview.h"
#include "ui/settings/peopleview.h"
#include "ui/settings/pricesview.h"
#include "ui/settings/serverview.h"
#include "ui/settings/settingsview.h"
#include "ui/settings/templatesview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/menuhits.h"
#include "ui/shell/sidebar.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>

// The page Settings in the window: its parts, its menu, and the lock that one of them sets.

namespace pl::ui {
namespace {

const QString kOfficePart = QStringLiteral("office");
const QString kPeoplePart = QStringLiteral("people");
const QString kConnectionsPart = QStringLiteral("connections");
const QString kServerPart = QStringLiteral("server");
const QString kPricesPart = QStringLiteral("prices");
const QString kDeadlinesPart = QStringLiteral("deadlines");
const QString kDispatchPart = QStringLiteral("dispatch");
const QString kTemplatesPart = QStringLiteral("templates");
const QString kKeepingPart = QStringLiteral("keeping");
const QString kComputerPart = QStringLiteral("computer");

QKeySequence keysOfPart(const QString &key)
{
    if (key == kPricesPart)
        return Qt::CTRL | Qt::Key_8;
    if (key == kDispatchPart)
        return Qt::CTRL | Qt::Key_9;
    if (key == kTemplatesPart)
        return Qt::CTRL | Qt::SHIFT | Qt::Key_T;
    return {};
}

} // namespace

void MainWindow::addSettings()
{
    m_settings = new SettingsView(this);
    m_pages->addWidget(m_settings);
    m_sideBar->addPage(kSettingsPage, QStringLiteral("settings"), tr("Settings"));
    if (m_prices) {
        m_settings->addPart(kPricesPart, QStringLiteral("tag"), tr("Prices"), m_prices);
        m_partActions.insert(kPricesPart, m_prices->menuActions());
    }
    if (m_dispatch) {
        m_settings->addPart(kDispatchPart, QStringLiteral("user-plus"), tr("Dispatch"), m_dispatch);
        connect(m_dispatch, &DispatchView::noticeWanted, this, &MainWindow::notify);
    }
    addOfficeParts();
    addServerParts();
    addComputer();
    connect(m_settings, &SettingsView::partShown, this, &MainWindow::settingsPartShown);
    fillSettingsMenu();
}

/// A part whose steps can be undone.
template <class Part>
Part *MainWindow::addPart(const QString &key, const QString &icon, const QString &title)
{
    auto *part = new Part(m_context, this);
    m_settings->addPart(key, icon, title, part);
    connect(part, &Part::noticeWanted, this, &MainWindow::notify);
    connect(part, &Part::undoRequested, m_actions->undo, &QAction::trigger);
    return part;
}

void MainWindow::addOfficeParts()
{
    if (m_context.templates)
        addPart<OfficeView>(kOfficePart, QStringLiteral("inbox"), tr("Office"));
    if (m_context.deadlines)
        addPart<DeadlinesView>(kDeadlinesPart, QStringLiteral("alarm-clock"), tr("Deadlines and charging"));
    if (m_context.templates && m_context.samples)
        addPart<TemplatesView>(kTemplatesPart, QStringLiteral("file-text"), tr("Templates"));
    if (m_context.customers && m_context.isAdmin)
        addPart<KeepingView>(kKeepingPart, QStringLiteral("hourglass"), tr("Keeping"));
}

void MainWindow::addServerParts()
{
    if (!m_context.server)
        return;
    auto *people = addPart<PeopleView>(kPeoplePart, QStringLiteral("users"), tr("People"));
    auto *connections = new ConnectionsView(m_context, this);
    m_settings->addPart(kConnectionsPart, QStringLiteral("link"), tr("Stripe, e-mail and SMS"), connections);
    connect(connections, &ConnectionsView::noticeWanted, this, &MainWindow::notify);
    auto *server = new ServerView(m_context, this);
    m_settings->addPart(kServerPart, QStringLiteral("gauge"), tr("Server"), server);
    connect(server, &ServerView::noticeWanted, this, &MainWindow::notify);
    m_partActions.insert(kPeoplePart, people->menuActions());
    m_partActions.insert(kServerPart, server->menuActions());
}

void MainWindow::addComputer()
{
    auto *computer = new ComputerView(m_context, m_theme, this);
    m_settings->addPart(kComputerPart, QStringLiteral("monitor"), tr("This computer"), computer);
    m_lock = new IdleLock(*this, m_context.settings, m_context.userEmail, m_context.serverName, m_context.clock);
    connect(computer, &ComputerView::noticeWanted, this, &MainWindow::notify);
    connect(computer, &ComputerView::lockWanted, m_lock, &IdleLock::lock);
    connect(computer, &ComputerView::forgetWanted, this, &MainWindow::forgetServerRequested);
    connect(computer, &ComputerView::newVersionWanted, this, &MainWindow::showNewVersion);
    connect(m_lock, &IdleLock::signOutRequested, this, &MainWindow::signOutRequested);
}

/// The parts are known once the page is there, the menu before.
void MainWindow::fillSettingsMenu()
{
    QAction *all = addTo(m_settingsMenu, tr("All &settings"), QKeySequence(Qt::CTRL | Qt::Key_Comma),
                         [this] { showSettings(kSettingsPage); });
    all->setObjectName(QStringLiteral("actionSettings"));
    all->setMenuRole(QAction::PreferencesRole);
    markAsPlace(all);
    m_settingsMenu->addSeparator();
    const QStringList keys = m_settings->partKeys();
    for (const QString &key : keys) {
        QAction *action =
            addTo(m_settingsMenu, m_settings->titleOf(key), keysOfPart(key), [this, key] { showSettings(key); });
        action->setObjectName(QStringLiteral("actionSettings_") + key);
        markAsPlace(action);
    }
}

void MainWindow::showSettings(const QString &part)
{
    const bool isThere = m_pages->currentWidget() == m_settings;
    if (!isThere)
        showPage(m_settings, kSettingsPage, {});
    if (m_settings->hasPart(part))
        return m_settings->showPart(part);
    if (m_settings->currentPart().isEmpty())
        m_settings->showPart(m_settings->partKeys().value(0));
    else
        settingsPartShown(m_settings->currentPart());
    m_settings->focusList();
}

/// The part's keys stand in the status line, and the window opens there the next time.
void MainWindow::settingsPartShown(const QString &part)
{
    if (m_pages->currentWidget() != m_settings)
        return;
    showPage(m_settings, kSettingsPage, m_partActions.value(part));
    m_context.settings.setValue(kPageKey, part);
}

/// Whether the person is asked first what to do with unsaved settings; `go` then runs later, or never.
bool MainWindow::asksBeforeLeaving(const std::function<void()> &go)
{
    if (!m_settings || m_pages->currentWidget() != m_settings || !m_settings->hasUnsavedChanges())
        return false;
    m_sideBar->setCurrent(kSettingsPage);
    m_settings->leave(go);
    return true;
}

/// Runs `go` once nothing is unsaved.
void MainWindow::leaveSettings(const std::function<void()> &go)
{
    if (!asksBeforeLeaving(go))
        go();
}

void MainWindow::showPrices()
{
    showSettings(kPricesPart);
}

void MainWindow::showDispatch()
{
    showSettings(kDispatchPart);
}

void MainWindow::showTemplates()
{
    showSettings(kTemplatesPart);
}

} // namespace pl::ui
