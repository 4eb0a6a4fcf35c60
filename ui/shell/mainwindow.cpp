#include "ui/shell/mainwindow.h"

#include "ui/activity/activityview.h"
#include "ui/billing/billingview.h"
#include "ui/customer/customerview.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/help/manualwindow.h"
#include "ui/importing/importview.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsplace.h"
#include "ui/leads/leadsview.h"
#include "ui/messages/messagesview.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/settings/dispatchview.h"
#include "ui/settings/pricesview.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/offlinebar.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"
#include "ui/sorting/sortingview.h"
#include "ui/sources/sourcesview.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/views/viewdesk.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QMenuBar>
#include <QStackedWidget>

// The window's parts and their connections; its pages are in windowpages.cpp, its menus in windowmenus.cpp.

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

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
    , m_palette(new CommandPalette(context.settings, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Plumber Leads")); // no-tr: a name
    setMinimumSize(scaledPx(this, 720), scaledPx(this, 480));
    if (context.messages)
        m_messages = new MessagesView(context, this);
    if (context.intake)
        m_sorting = new SortingView(context, this);
    if (context.billing) {
        m_billing = new BillingView(context, *context.billing, this);
        m_prices = new PricesView(context, *context.billing, this);
    }
    if (context.dispatch)
        m_dispatch = new DispatchView(context, this);
    if (context.sources)
        m_sources = new SourcesView(context, *context.sources, this);
    if (context.offers)
        m_dashboard = new DashboardView(context, this);
    if (context.activity)
        m_activity = new ActivityView(context, this);
    if (context.customers)
        m_customer = new CustomerView(context, *context.customers, this);
    if (context.importer)
        m_import = new ImportView(context, *context.importer, this);
    buildSideBar();
    buildMenus();
    buildFrame();
    addSettings();
    m_notice = new Notice(centralWidget());
    connectViews();
    connectMessages();
    connectSorting();
    addSources();
    addDashboard();
    addActivity();
    addImporting();
    addCustomers();
    connectBilling();
    connectExporting();
    connectReplica();
    connectAlerts();
    addViews();
    addFirstSteps();
    addUpdates();
    addPalette();
    addKeys();
    addPageTips();
    refreshCounts();
    restorePlace();
    connectSession();
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
    if (m_sorting)
        m_pages->addWidget(m_sorting);
    if (m_billing)
        m_pages->addWidget(m_billing);
    setCentralWidget(central);
}

void MainWindow::connectViews()
{
    connectSearch();
    connect(m_search, &SearchField::left, this, [this] {
        searchChanged();
        QWidget *page = m_pages->currentWidget();
        if (page == m_leads)
            m_leads->focusTable();
        else if (page == m_plumbers)
            m_plumbers->focusTable();
        else if (page == m_messages)
            m_messages->focusTable();
        else if (page == m_sorting)
            m_sorting->focusTable();
        else if (page == m_billing)
            m_billing->focusTable();
        else if (page == m_settings)
            m_settings->focusPart();
        else if (page == m_sources)
            m_sources->focusTable();
        else if (page == m_dashboard)
            m_dashboard->focusFirst();
        else if (page == m_activity)
            m_activity->focusTable();
        else
            page->setFocus();
    });
    connect(m_leads, &LeadsView::keysChanged, this, &MainWindow::showLeadKeys);
    connect(m_leads, &LeadsView::searchEverywhereRequested, this, [this] { showLeads(LeadView::All); });
    connect(m_leads, &LeadsView::signOutRequested, this, &MainWindow::signOutRequested);
    connect(m_actions, &LeadActions::noticeWanted, this, &MainWindow::notify);
    connect(m_actions, &LeadActions::noticeReworded, m_notice, &Notice::reword);
    connect(m_actions, &LeadActions::pendingChanged, m_statusLine, &StatusLine::setPending);
    connectPlumbers();
    // A notice's action applies to the newest step; when there is a newer step, the notice must go.
    connect(&m_context.undo, &replica::UndoHistory::changed, this, [this] {
        if (std::exchange(m_noticeAction, {}))
            m_notice->dismiss();
    });
    connect(m_notice, &Notice::actionTriggered, this, [this] {
        if (const auto action = std::exchange(m_noticeAction, {}))
            action();
    });
}

void MainWindow::connectReplica()
{
    const replica::OfficeReplica &replica = m_context.replica;
    connect(&replica, &replica::OfficeReplica::reset, this, &MainWindow::refreshCounts);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &MainWindow::refreshCountsSoon);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, &MainWindow::refreshCounts);
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &MainWindow::refreshCounts);
    connect(&replica, &replica::OfficeReplica::connectionChanged, this, &MainWindow::showConnection);
    connect(&replica, &replica::OfficeReplica::loadingChanged, this, &MainWindow::showConnection);
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &MainWindow::showConnection);
    connectCounts();
    showConnection();
    connect(m_offlineBar, &OfflineBar::pressed, this, &MainWindow::pressBar);
    // Leads become due as time passes, without any news.
    connect(&m_minute, &QTimer::timeout, this, &MainWindow::refreshCounts);
    m_minute.start(15s);
}

/// The server's notices to admins, the oldest first.
QString MainWindow::serverNoticeText() const
{
    QStringList sentences;
    for (const ServerNotice &notice : m_context.replica.settings().serverNotices)
        sentences += tr("%1 (since %2)").arg(notice.text, momentText(notice.since, m_context.clock()));
    return sentences.join(QLatin1Char('\n'));
}

void MainWindow::pressBar()
{
    if (m_signInEnded)
        Q_EMIT signInAgainRequested();
    else if (m_context.replica.connection() == replica::Connection::Offline)
        m_context.replica.syncNow();
    else if (isLoadingMany())
        m_context.replica.cancelLoading();
    else if (m_context.replica.isLoadingStopped())
        m_context.replica.syncNow();
    else
        m_dismissedNotices = m_context.replica.settings().serverNotices;
    showConnection();
}

/// More than what is there at once.
bool MainWindow::isLoadingMany() const
{
    const auto loading = m_context.replica.loading();
    return loading && m_context.replica.hasLeads() && loading->total.value_or(loading->rows) > 2 * supabase::kPageRows;
}

void MainWindow::showLoading()
{
    const auto loading = m_context.replica.loading().value_or(replica::LoadProgress());
    const QString loaded = numberText(loading.rows);
    const QString rows = loading.total ? tr("%1 of about %2").arg(loaded, numberText(*loading.total)) : loaded;
    if (isLoadingMany())
        m_offlineBar->present(tr("Loading older leads: %1. You already see the newest ones.").arg(rows), tr("Stop"),
                              QStringLiteral("loader-circle"));
    else
        m_offlineBar->present(tr("Older leads were not loaded. Lists, searches and counts leave them out."),
                              tr("Load them"), QStringLiteral("triangle-alert"));
}

void MainWindow::showConnection()
{
    const bool offline = m_context.replica.connection() == replica::Connection::Offline && m_context.replica.hasLeads();
    const QList<ServerNotice> &notices = m_context.replica.settings().serverNotices;
    const bool hasNotice = m_context.isAdmin && !notices.isEmpty() && notices != m_dismissedNotices;
    const bool isPartial = isLoadingMany() || m_context.replica.isLoadingStopped();
    m_offlineBar->setVisible(m_signInEnded || offline || isPartial || hasNotice);
    if (m_signInEnded)
        m_offlineBar->present(tr("You are no longer signed in. You see what was loaded before. Sign in again to save "
                                 "changes."),
                              tr("Sign in again"));
    else if (offline)
        m_offlineBar->present(tr("No connection since %1. You see what was loaded before. Reconnecting automatically; "
                                 "changes can't be saved until then.")
                                  .arg(momentText(m_context.replica.offlineSince(), m_context.clock())),
                              tr("Try again"));
    else if (isPartial)
        showLoading();
    else if (hasNotice)
        m_offlineBar->present(serverNoticeText(), tr("Dismiss"), QStringLiteral("triangle-alert"));
    showWelcome();
}

void MainWindow::setSignInEnded(bool ended)
{
    m_signInEnded = ended;
    showConnection();
}

void MainWindow::notify(const QString &sentence, Notice::Kind kind, const QString &actionText,
                        const std::function<void()> &action)
{
    m_noticeAction = action;
    m_notice->present(sentence, kind, actionText);
}

void MainWindow::adapt()
{
    m_sideBar->setCompact(width() < scaledPx(this, kIconsBelow));
    m_leads->setOverlay(width() < scaledPx(this, kOverlayBelow));
    m_plumbers->setOverlay(width() < scaledPx(this, kOverlayBelow));
    if (m_sorting)
        m_sorting->setOverlay(width() < scaledPx(this, kOverlayBelow));
    if (m_billing)
        m_billing->setOverlay(width() < scaledPx(this, kOverlayBelow));
    if (m_sources)
        m_sources->setOverlay(width() < scaledPx(this, kOverlayBelow));
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    adapt();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (asksBeforeLeaving([this] { close(); }))
        return event->ignore();
    savePlace();
    m_place->close();
    if (m_manual)
        m_manual->close();
    QMainWindow::closeEvent(event);
}

} // namespace pl::ui
