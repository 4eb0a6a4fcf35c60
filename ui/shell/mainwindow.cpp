#include "ui/shell/mainwindow.h"

#include "ui/billing/billingview.h"
#include "ui/common/keycap.h"
#include "ui/common/metrics.h"
#include "ui/common/theme.h"
#include "ui/common/words.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/messages/messagesview.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/settings/dispatchview.h"
#include "ui/settings/pricesview.h"
#include "ui/settings/samplesview.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/deadlinealerts.h"
#include "ui/shell/offlinebar.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>

// What the window is made of and how its parts talk; its menus are in windowmenus.cpp.

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kPageKey = QStringLiteral("window/page");
const QString kPlumbersPage = QStringLiteral("plumbers");
const QString kMessagesPage = QStringLiteral("messages");
const QString kBillingPage = QStringLiteral("billing");
const QString kPricesPage = QStringLiteral("prices");
const QString kDispatchPage = QStringLiteral("dispatch");
const QString kSamplesPage = QStringLiteral("templates");

// Widths of the window at 13 px text.
constexpr int kOverlayBelow = 1100;
constexpr int kIconsBelow = 900;

} // namespace

MainWindow::MainWindow(OfficeContext &context, Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_theme(theme)
    , m_actions(new LeadActions(context, this))
    , m_leads(new LeadsView(context, *m_actions, this))
    , m_plumbers(new PlumbersView(context, this))
    , m_pages(new QStackedWidget(this))
    , m_menuBar(new QMenuBar(this))
    , m_search(new SearchField(this))
    , m_sideBar(new SideBar(this))
    , m_offlineBar(new OfflineBar(this))
    , m_statusLine(new StatusLine(context, this))
    , m_notice(nullptr)
    , m_palette(new CommandPalette(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Plumber Leads"));
    setMinimumSize(scaledPx(this, 720), scaledPx(this, 480));
    if (context.messages)
        m_messages = new MessagesView(context, this);
    if (context.billing) {
        m_billing = new BillingView(context, *context.billing, this);
        m_prices = new PricesView(context, *context.billing, this);
    }
    if (context.dispatch)
        m_dispatch = new DispatchView(context, this);
    if (context.samples)
        m_samples = new SamplesView(context, this);
    buildSideBar();
    buildMenus();
    buildFrame();
    addSettings();
    m_notice = new Notice(centralWidget());
    connectViews();
    connectMessages();
    connectBilling();
    connectReplica();
    connectAlerts();
    refreshCounts();
    restorePlace();
}

MainWindow::~MainWindow()
{
    savePlace();
}

void MainWindow::buildFrame()
{
    auto *central = new QWidget(this);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_sideBar);
    body->addWidget(m_pages, 1);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_offlineBar);
    layout->addLayout(body, 1);
    layout->addWidget(m_statusLine);
    m_pages->addWidget(m_leads);
    m_pages->addWidget(m_plumbers);
    if (m_messages)
        m_pages->addWidget(m_messages);
    if (m_billing) {
        m_pages->addWidget(m_billing);
        m_pages->addWidget(m_prices);
    }
    setCentralWidget(central);
}

void MainWindow::buildSideBar()
{
    for (const LeadView view : kLeadViews)
        m_sideBar->addPage(keyOf(view), iconOf(view), titleOf(view));
    m_sideBar->addSection(tr("Office"));
    m_sideBar->addPage(kPlumbersPage, QStringLiteral("wrench"), tr("Plumbers"));
    if (m_messages)
        m_sideBar->addPage(kMessagesPage, QStringLiteral("mail"), tr("Messages"));
    if (m_billing) {
        m_sideBar->addPage(kBillingPage, QStringLiteral("credit-card"), tr("Billing"));
        m_sideBar->addPage(kPricesPage, QStringLiteral("tag"), tr("Prices"));
    }
    connect(m_sideBar, &SideBar::pageChosen, this, &MainWindow::goTo);
}

void MainWindow::connectViews()
{
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(60ms);
    connect(m_search, &QLineEdit::textChanged, &m_searchSoon, qOverload<>(&QTimer::start));
    connect(&m_searchSoon, &QTimer::timeout, this, &MainWindow::searchChanged);
    connect(m_search, &SearchField::left, this, [this] {
        searchChanged();
        QWidget *page = m_pages->currentWidget();
        if (page == m_leads)
            m_leads->focusTable();
        else if (page == m_plumbers)
            m_plumbers->focusTable();
        else if (page == m_messages)
            m_messages->focusTable();
        else if (page == m_billing)
            m_billing->focusTable();
        else if (page == m_prices)
            m_prices->focusTable();
        else
            page->setFocus();
    });
    connect(m_leads, &LeadsView::searchCleared, m_search, &QLineEdit::clear);
    connect(m_leads, &LeadsView::searchEverywhereRequested, this, [this] { showLeads(LeadView::All); });
    connect(m_leads, &LeadsView::signOutRequested, this, &MainWindow::signOutRequested);
    connect(m_actions, &LeadActions::noticeWanted, this, &MainWindow::notify);
    connect(m_actions, &LeadActions::pendingChanged, m_statusLine, &StatusLine::setPending);
    connect(m_plumbers, &PlumbersView::noticeWanted, this, &MainWindow::notify);
    connect(m_plumbers, &PlumbersView::undoRequested, m_actions->undo, &QAction::trigger);
    // What a notice offers is about the newest step of the history: once that is another one, it goes.
    connect(&m_context.undo, &replica::UndoHistory::changed, this, [this] {
        if (std::exchange(m_noticeAction, {}))
            m_notice->dismiss();
    });
    connect(m_notice, &Notice::actionTriggered, this, [this] {
        if (const auto action = std::exchange(m_noticeAction, {}))
            action();
    });
}

void MainWindow::showLead(const QUuid &lead)
{
    showLeads(LeadView::All);
    m_leads->showLead(lead);
}

void MainWindow::connectMessages()
{
    if (!m_messages)
        return;
    connect(m_messages, &MessagesView::leadWanted, this, &MainWindow::showLead);
    const auto count = [this](int needing) { m_sideBar->setCount(kMessagesPage, needing > 0 ? needing : -1, true); };
    connect(m_messages, &MessagesView::attentionChanged, this, count);
    count(m_messages->needingAttention());
}

void MainWindow::connectBilling()
{
    if (!m_billing)
        return;
    connect(m_billing, &BillingView::noticeWanted, this, &MainWindow::notify);
    connect(m_billing, &BillingView::leadWanted, this, &MainWindow::showLead);
    connect(m_billing, &BillingView::plumberWanted, this, [this](const QUuid &plumber) {
        showPlumbers();
        m_plumbers->showPlumber(plumber);
    });
    const auto count = [this](int needing) { m_sideBar->setCount(kBillingPage, needing, needing > 0); };
    connect(m_billing, &BillingView::attentionChanged, this, count);
    count(m_billing->needingAttention());
    connect(m_prices, &PricesView::noticeWanted, this, &MainWindow::notify);
    connect(m_prices, &PricesView::undoRequested, m_actions->undo, &QAction::trigger);
}

void MainWindow::addSettings()
{
    if (m_dispatch) {
        m_pages->addWidget(m_dispatch);
        m_sideBar->addPage(kDispatchPage, QStringLiteral("user-plus"), tr("Dispatch"));
        connect(m_dispatch, &DispatchView::noticeWanted, this, &MainWindow::notify);
    }
    if (m_samples) {
        m_pages->addWidget(m_samples);
        m_sideBar->addPage(kSamplesPage, QStringLiteral("file-text"), tr("Templates"));
        connect(m_samples, &SamplesView::noticeWanted, this, &MainWindow::notify);
    }
}

void MainWindow::connectAlerts()
{
    auto *alerts = new DeadlineAlerts(m_context, this);
    connect(alerts, &DeadlineAlerts::dueWanted, this, [this] {
        setWindowState(windowState() & ~Qt::WindowMinimized);
        raise();
        activateWindow();
        showLeads(LeadView::DueNow);
    });
    connect(alerts, &DeadlineAlerts::inWindow, this, [this](const QString &sentence) {
        m_alert = sentence;
        tellAlert();
    });
    // Queued: what takes the place of a notice at once goes first.
    connect(m_notice, &Notice::gone, this, &MainWindow::tellAlert, Qt::QueuedConnection);
}

void MainWindow::tellAlert()
{
    if (!m_alert.isEmpty() && m_notice->isHidden())
        notify(std::exchange(m_alert, {}), Notice::Kind::Problem, tr("Show"), [this] { showLeads(LeadView::DueNow); });
}

void MainWindow::connectReplica()
{
    const replica::OfficeReplica &replica = m_context.replica;
    connect(&replica, &replica::OfficeReplica::reset, this, &MainWindow::refreshCounts);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &MainWindow::refreshCounts);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, &MainWindow::refreshCounts);
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &MainWindow::refreshCounts);
    connect(&replica, &replica::OfficeReplica::connectionChanged, this, &MainWindow::showConnection);
    showConnection();
    connect(m_offlineBar, &OfflineBar::pressed, this, [this] {
        if (m_signInEnded)
            Q_EMIT signInAgainRequested();
        else
            m_context.replica.syncNow();
    });
    // "Due now" grows by waiting alone.
    connect(&m_minute, &QTimer::timeout, this, &MainWindow::refreshCounts);
    m_minute.start(15s);
}

void MainWindow::showConnection()
{
    const bool offline = m_context.replica.connection() == replica::Connection::Offline;
    m_offlineBar->setVisible(m_signInEnded || (offline && !m_context.replica.leads().isEmpty()));
    if (m_signInEnded)
        m_offlineBar->present(tr("Your sign-in has ended. You see what was loaded until then; changes can't be saved "
                                 "until you sign in again."),
                              tr("Sign in again"));
    else
        m_offlineBar->present(tr("No connection since %1. You see what was loaded until then; changes can't be saved "
                                 "until it is back, which happens by itself.")
                                  .arg(momentText(m_context.replica.offlineSince(), m_context.clock())),
                              tr("Try again"));
}

void MainWindow::setSignInEnded(bool ended)
{
    m_signInEnded = ended;
    showConnection();
}

void MainWindow::refreshCounts()
{
    const replica::LeadCounts counts = m_context.replica.counts(m_context.clock());
    for (const LeadView view : kLeadViews)
        m_sideBar->setCount(keyOf(view), countOf(view, counts), view == LeadView::DueNow && counts.dueNow > 0);
    m_sideBar->setCount(
        kPlumbersPage,
        int(std::count_if(m_context.replica.plumbers().begin(), m_context.replica.plumbers().end(),
                          [](const Plumber &plumber) { return plumber.status != PlumberStatus::Removed; })));
    m_search->setPlaceholderText(
        tr("Search %1 by name, phone, e-mail \u2026").arg(countText(counts.all, tr("lead"), tr("leads"))));
}

void MainWindow::notify(const QString &sentence, Notice::Kind kind, const QString &actionText,
                        const std::function<void()> &action)
{
    m_noticeAction = action;
    m_notice->present(sentence, kind, actionText);
}

void MainWindow::searchChanged()
{
    m_searchSoon.stop();
    // The search is about leads, wherever it is typed.
    if (m_pages->currentWidget() != m_leads && !m_search->text().isEmpty()) {
        m_pages->setCurrentWidget(m_leads);
        showLeads(LeadView::All);
        m_search->setFocus();
    }
    m_leads->setSearch(m_search->text());
}

void MainWindow::goTo(const QString &page)
{
    if (page == kPlumbersPage)
        return showPlumbers();
    if (page == kMessagesPage && m_messages)
        return showMessages();
    if (page == kBillingPage && m_billing)
        return showBilling();
    if (page == kPricesPage && m_prices)
        return showPrices();
    if (page == kDispatchPage && m_dispatch)
        return showDispatch();
    if (page == kSamplesPage && m_samples)
        return showSamples();
    for (const LeadView view : kLeadViews)
        if (keyOf(view) == page)
            return showLeads(view);
    showLeads(LeadView::ToAssign);
}

void MainWindow::showLeads(LeadView view)
{
    m_sideBar->setCurrent(keyOf(view));
    m_pages->setCurrentWidget(m_leads);
    m_actions->setActive(true);
    m_leads->setView(view);
    m_leads->focusTable();
    const auto key = [](const QAction *action) { return keyCapText(action->shortcut()); };
    m_statusLine->setKeys({{keyCapText(Qt::Key_Return), tr("Assign")},
                           {key(m_actions->complete), tr("Complete")},
                           {key(m_actions->unassign), tr("Unassign")},
                           {key(m_actions->note), tr("Note")},
                           {QStringLiteral("/"), tr("Search")},
                           {keyCapText(Qt::CTRL | Qt::Key_K), tr("Commands")}});
    m_context.settings.setValue(kPageKey, keyOf(view));
}

void MainWindow::showPlumbers()
{
    showPage(m_plumbers, kPlumbersPage, m_plumbers->menuActions());
    m_plumbers->focusTable();
}

void MainWindow::showMessages()
{
    showPage(m_messages, kMessagesPage, m_messages->menuActions());
    m_messages->focusTable();
}

void MainWindow::showBilling()
{
    showPage(m_billing, kBillingPage, m_billing->mainActions());
    m_billing->focusTable();
}

void MainWindow::showPrices()
{
    showPage(m_prices, kPricesPage, m_prices->menuActions());
    m_prices->focusTable();
}

void MainWindow::showDispatch()
{
    showPage(m_dispatch, kDispatchPage, {});
    m_dispatch->focusFirst();
}

void MainWindow::showSamples()
{
    showPage(m_samples, kSamplesPage, {});
    m_samples->focusList();
}

/// One of the office's pages: the letters that work are its own, not those about leads.
void MainWindow::showPage(QWidget *page, const QString &key, const QList<QAction *> &actions)
{
    m_sideBar->setCurrent(key);
    m_actions->setActive(false);
    m_pages->setCurrentWidget(page);
    QList<std::pair<QString, QString>> keys;
    for (const QAction *action : actions)
        keys += {keyCapText(action->shortcut()), action->text().remove(u'&').remove(u'\u2026')};
    keys += {keyCapText(Qt::CTRL | Qt::Key_K), tr("Commands")};
    m_statusLine->setKeys(keys);
    m_context.settings.setValue(kPageKey, key);
}

void MainWindow::adapt()
{
    m_sideBar->setCompact(width() < scaledPx(this, kIconsBelow));
    m_leads->setOverlay(width() < scaledPx(this, kOverlayBelow));
    if (m_billing)
        m_billing->setOverlay(width() < scaledPx(this, kOverlayBelow));
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    adapt();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    savePlace();
    QMainWindow::closeEvent(event);
}

void MainWindow::restorePlace()
{
    if (!restoreGeometry(m_context.settings.value(kGeometryKey).toByteArray())) {
        const QSize wanted(scaledPx(this, 1360), scaledPx(this, 860));
        const QScreen *screen = QGuiApplication::primaryScreen();
        resize(screen ? wanted.boundedTo(screen->availableSize() * 0.94) : wanted);
    }
    adapt();
    goTo(m_context.settings.value(kPageKey).toString());
}

void MainWindow::savePlace()
{
    m_context.settings.setValue(kGeometryKey, saveGeometry());
}

} // namespace pl::ui
