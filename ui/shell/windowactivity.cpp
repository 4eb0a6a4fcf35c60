#include "ui/activity/activityview.h"
#include "ui/billing/billingview.h"
#include "ui/exporting/exporter.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"

#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

// The activity in the window: its item, its menu, where its lines lead, and the lines that exports write.

namespace pl::ui {

void MainWindow::addActivityItem()
{
    if (m_activity)
        m_sideBar->addPage(kActivityPage, QStringLiteral("history"), tr("Activity"));
}

void MainWindow::addActivityMenu()
{
    if (m_activity)
        m_menuBar->addMenu(tr("A&ctivity"))->addActions(m_activity->menuActions());
}

void MainWindow::addActivityTo(QMenu *view)
{
    if (m_activity)
        addNamed(view, "actionShowActivity", tr("Activity"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H),
                 [this] { showActivity(); });
}

void MainWindow::addActivity()
{
    if (!m_activity)
        return;
    m_pages->addWidget(m_activity);
    connect(m_activity, &ActivityView::noticeWanted, this, &MainWindow::notify);
    connect(m_activity, &ActivityView::leadWanted, this, &MainWindow::showLead);
    connect(m_activity, &ActivityView::plumberWanted, this, [this](const QUuid &plumber) {
        showPlumbers();
        m_plumbers->showPlumber(plumber);
    });
    if (m_exporter) {
        m_exporter->addCopying(m_activity->table(), [this] { return m_activity->exportList(); });
        noteExports(*m_exporter);
    }
    if (m_billing)
        noteExports(m_billing->exporter());
}

void MainWindow::noteExports(const Exporter &exporter)
{
    replica::ActivityFeed &feed = *m_context.activity;
    connect(&exporter, &Exporter::exported, this, [&feed](const QString &list, qint64 rows, const QString &format) {
        feed.note(ActivityKind::Exported, list, rows, format);
    });
    connect(&exporter, &Exporter::printed, this,
            [&feed](const QString &list, qint64 rows) { feed.note(ActivityKind::Printed, list, rows); });
}

void MainWindow::showActivity()
{
    showPage(m_activity, kActivityPage, m_activity->menuActions());
    m_activity->focusTable();
}

} // namespace pl::ui
