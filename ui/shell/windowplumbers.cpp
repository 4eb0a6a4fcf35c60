#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/shell/mainwindow.h"

#include <QAction>

// What the page of plumbers asks of the window.

namespace pl::ui {

void MainWindow::connectPlumbers()
{
    connect(m_plumbers, &PlumbersView::noticeWanted, this, &MainWindow::notify);
    connect(m_plumbers, &PlumbersView::undoRequested, m_actions->undo, &QAction::trigger);
    connect(m_plumbers, &PlumbersView::leadWanted, this, &MainWindow::showLead);
    connect(m_plumbers, &PlumbersView::leadsWanted, this,
            [this](const tables::LeadFilter &filter, const QString &title) {
                showLeads(LeadView::All);
                m_leads->showNarrowed(filter, title);
            });
}

} // namespace pl::ui
