#include "ui/billing/billingview.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/leads/leadsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"

#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

// The dashboard in the window: its item, its menu, and what its clicks show.

namespace pl::ui {

void MainWindow::addDashboardItem()
{
    if (m_dashboard)
        m_sideBar->addPage(kDashboardPage, QStringLiteral("gauge"), tr("Dashboard"));
}

void MainWindow::addDashboardMenu()
{
    if (m_dashboard)
        m_menuBar->addMenu(tr("&Dashboard"))->addActions(m_dashboard->menuActions());
}

void MainWindow::addDashboardTo(QMenu *view)
{
    if (m_dashboard)
        addNamed(view, "actionShowDashboard", tr("Dashboard"), QKeySequence(Qt::CTRL | Qt::Key_D),
                 [this] { showDashboard(); });
}

void MainWindow::addDashboard()
{
    if (!m_dashboard)
        return;
    m_pages->addWidget(m_dashboard);
    connect(m_dashboard, &DashboardView::noticeWanted, this, &MainWindow::notify);
    connect(m_dashboard, &DashboardView::leadsWanted, this,
            [this](const tables::LeadFilter &filter, const QString &title) {
                showLeads(LeadView::All);
                m_leads->showNarrowed(filter, title);
            });
    connect(m_dashboard, &DashboardView::paymentsWanted, this, [this](QDate month) {
        if (!m_billing)
            return;
        showBilling();
        m_billing->showMonth(month);
    });
}

void MainWindow::showDashboard()
{
    showPage(m_dashboard, kDashboardPage, m_dashboard->menuActions());
    m_dashboard->focusFirst();
}

} // namespace pl::ui
