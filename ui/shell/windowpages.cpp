#include "ui/alerts/desktopalerts.h"
#include "ui/billing/billingview.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/messages/messagesview.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/settings/pricesview.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/sideitem.h"
#include "ui/shell/statusline.h"
#include "ui/shell/viewsection.h"
#include "ui/sorting/sortingview.h"
#include "ui/sources/sourcesview.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"
#include "ui/words/words.h"

#include <QAction>
#include <QGuiApplication>
#include <QScreen>
#include <QStackedWidget>

// The window's pages, how to get to them, and their requests to the window.

namespace pl::ui {

using namespace std::chrono_literals;

namespace {

const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kPlumbersPage = QStringLiteral("plumbers");
const QString kMessagesPage = QStringLiteral("messages");
const QString kSortingPage = QStringLiteral("sorting");
const QString kBillingPage = QStringLiteral("billing");
const QString kSourcesPage = QStringLiteral("sources");

} // namespace

void MainWindow::buildSideBar()
{
    for (const LeadView view : kLeadViews)
        m_sideBar->addPage(keyOf(view), iconOf(view), titleOf(view));
    m_viewSection = new ViewSection(m_sideBar);
    m_sideBar->addSection(tr("Office"));
    addDashboardItem();
    if (m_sorting)
        m_sideBar->addPage(kSortingPage, QStringLiteral("shuffle"), tr("To sort"));
    if (m_sources)
        m_sideBar->addPage(kSourcesPage, QStringLiteral("radio-tower"), tr("Sources"));
    m_sideBar->addPage(kPlumbersPage, QStringLiteral("wrench"), tr("Plumbers"));
    if (m_messages)
        m_sideBar->addPage(kMessagesPage, QStringLiteral("mail"), tr("Messages"));
    if (m_billing)
        m_sideBar->addPage(kBillingPage, QStringLiteral("credit-card"), tr("Billing"));
    addActivityItem();
    connect(m_sideBar, &SideBar::pageChosen, this, &MainWindow::goTo);
}

void MainWindow::addSources()
{
    if (!m_sources)
        return;
    m_pages->addWidget(m_sources);
    connect(m_sources, &SourcesView::noticeWanted, this, &MainWindow::notify);
    connect(m_sources, &SourcesView::undoRequested, m_actions->undo, &QAction::trigger);
    connect(m_sources, &SourcesView::leadWanted, this, &MainWindow::showLead);
    connect(m_sources, &SourcesView::toSortWanted, this, [this] { goTo(QStringLiteral("sorting")); });
    connect(m_sources, &SourcesView::countChanged, this,
            [this](int sources) { m_sideBar->setCount(kSourcesPage, sources); });
    m_sideBar->setCount(kSourcesPage, m_sources->count());
}

void MainWindow::connectMessages()
{
    if (!m_messages)
        return;
    connect(m_messages, &MessagesView::leadWanted, this, &MainWindow::showLead);
    const auto count = [this](int needing) { m_sideBar->setCount(kMessagesPage, needing > 0 ? needing : -1, true); };
    connect(m_messages, &MessagesView::attentionChanged, this, count);
    connect(m_messages, &MessagesView::noticeWanted, this, &MainWindow::notify);
    count(m_messages->needingAttention());
}

void MainWindow::connectSorting()
{
    if (!m_sorting)
        return;
    const auto count = [this](int waiting) { m_sideBar->setCount(kSortingPage, waiting > 0 ? waiting : -1, true); };
    connect(m_sorting, &SortingView::waitingChanged, this, count);
    connect(m_sorting, &SortingView::noticeWanted, this, &MainWindow::notify);
    connect(m_sorting, &SortingView::undoRequested, m_actions->undo, &QAction::trigger);
    connect(m_sorting, &SortingView::leadFormWanted, m_actions, &LeadActions::createFrom);
    count(m_sorting->waiting());
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

/// A run answers many times a second; nobody reads numbers that fast.
void MainWindow::refreshCountsSoon()
{
    if (m_leads->bulk().phase() != BulkActions::Phase::Running)
        refreshCounts();
    else if (!m_refreshSoon.isActive())
        m_refreshSoon.start(1s);
}

void MainWindow::connectCounts()
{
    m_refreshSoon.setSingleShot(true);
    connect(&m_refreshSoon, &QTimer::timeout, this, &MainWindow::refreshCounts);
    connect(&m_leads->bulk(), &BulkActions::changed, this, [this] {
        if (m_refreshSoon.isActive() && m_leads->bulk().phase() != BulkActions::Phase::Running)
            refreshCounts();
    });
}

void MainWindow::refreshCounts()
{
    m_refreshSoon.stop();
    countViewsSoon();
    const replica::LeadCounts counts = m_context.replica.counts(m_context.clock());
    for (const LeadView view : kLeadViews)
        m_sideBar->setCount(keyOf(view), countOf(view, counts), view == LeadView::DueNow && counts.dueNow > 0);
    m_sideBar->setCount(
        kPlumbersPage,
        int(std::count_if(m_context.replica.plumbers().begin(), m_context.replica.plumbers().end(),
                          [](const Plumber &plumber) { return plumber.status != PlumberStatus::Removed; })));
    m_alerts->setForToday(counts.forToday);
    m_search->setPlaceholderText(tr("Search %1 by name, phone, e-mail \u2026").arg(leadsText(counts.all)));
}

void MainWindow::goTo(const QString &page)
{
    if (const QUuid view = ViewSection::idOf(page); !view.isNull() && m_context.views) {
        if (m_context.views->view(view))
            return showView(view);
        showLeads(LeadView::ToAssign);
        m_wantedView = view;
        m_context.settings.setValue(kPageKey, page);
        return;
    }
    if (page == kFirstStepsPage && m_firstSteps && !m_sideBar->item(kFirstStepsPage)->isHidden())
        return showFirstSteps();
    if (page == kPlumbersPage)
        return showPlumbers();
    if (page == kDashboardPage && m_dashboard)
        return showDashboard();
    if (page == kActivityPage && m_activity)
        return showActivity();
    if (page == kMessagesPage && m_messages)
        return showMessages();
    if (page == kSortingPage && m_sorting)
        return showSorting();
    if (page == kBillingPage && m_billing)
        return showBilling();
    if (page == kSettingsPage || m_settings->hasPart(page))
        return showSettings(page);
    if (page == kSourcesPage && m_sources)
        return showSources();
    for (const LeadView view : kLeadViews)
        if (keyOf(view) == page)
            return showLeads(view);
    showLeads(LeadView::ToAssign);
}

void MainWindow::showLeads(LeadView view)
{
    if (asksBeforeLeaving([this, view] { showLeads(view); }))
        return;
    m_sideBar->setCurrent(keyOf(view));
    m_pages->setCurrentWidget(m_leads);
    m_actions->setActive(true);
    m_leads->setView(view);
    m_leads->focusTable();
    showLeadKeys();
    m_context.settings.setValue(kPageKey, keyOf(view));
}

void MainWindow::showLeadKeys()
{
    if (m_pages->currentWidget() == m_leads)
        m_statusLine->setKeys(m_leads->keys() + QList{paletteKey()});
}

void MainWindow::showLead(const QUuid &lead)
{
    showLeads(LeadView::All);
    m_leads->showLead(lead);
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

void MainWindow::showSorting()
{
    showPage(m_sorting, kSortingPage, {});
    m_sorting->focusTable();
}

void MainWindow::showBilling()
{
    showPage(m_billing, kBillingPage, m_billing->mainActions());
    m_billing->focusTable();
}

void MainWindow::showSources()
{
    showPage(m_sources, kSourcesPage, m_sources->menuActions());
    m_sources->focusTable();
}

/// Shows one of the office's pages. Its own single-letter keys work there, not those for leads.
void MainWindow::showPage(QWidget *page, const QString &key, const QList<QAction *> &actions)
{
    if (page != m_settings && asksBeforeLeaving([this, page, key, actions] { showPage(page, key, actions); }))
        return;
    m_sideBar->setCurrent(key);
    m_actions->setActive(false);
    m_pages->setCurrentWidget(page);
    m_pageActions = actions;
    showPageKeys();
    m_context.settings.setValue(kPageKey, key);
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
