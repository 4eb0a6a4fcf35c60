#include "ui/activity/activityview.h"
#include "ui/billing/billingview.h"
#include "ui/exporting/exporter.h"
#include "ui/leads/bulkbar.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/messages/messagesview.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/shell/mainwindow.h"

#include <QMenu>
#include <QStackedWidget>

// Exporting, printing and copying the lists of the window's pages.

namespace pl::ui {

void MainWindow::addExportActions(QMenu *file)
{
    if (!m_context.files)
        return;
    m_exporter = new Exporter(m_context.files, m_context.settings, this);
    file->addSeparator();
    QAction *exporting =
        addNamed(file, "actionExport", tr("&Export\u2026"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] {
            if (const auto list = currentList())
                m_exporter->askExport(*list);
        });
    m_leads->bulkBar().placeButton(exporting, "bulkExport");
    addNamed(file, "actionPrint", tr("&Print\u2026"), QKeySequence(QKeySequence::Print), [this] {
        if (const auto list = currentList())
            m_exporter->askPrint(*list);
    });
    QAction *cancel = addTo(file, tr("&Cancel export"), {}, [this] { m_exporter->cancel(); });
    cancel->setObjectName(QStringLiteral("cancelExportAction"));
    cancel->setEnabled(false);
    connect(m_exporter, &Exporter::busyChanged, cancel, &QAction::setEnabled);
}

void MainWindow::connectExporting()
{
    if (!m_exporter)
        return;
    connect(m_exporter, &Exporter::noticeWanted, this, &MainWindow::notify);
    connect(m_exporter, &Exporter::noticeReworded, m_notice, &Notice::reword);
    m_exporter->addCopying(m_leads->table(), [this] { return m_leads->exportList(); });
    m_exporter->addCopying(m_plumbers->table(), [this] { return m_plumbers->exportList(); });
    if (m_messages)
        m_exporter->addCopying(m_messages->table(), [this] { return m_messages->exportList(); });
    if (!m_billing)
        return;
    m_exporter->addCopying(m_billing->table(), [this] { return m_billing->exportList(); });
    connect(&m_billing->exporter(), &Exporter::noticeReworded, m_notice, &Notice::reword);
}

/// The list of the page that is shown; says so when it has none.
std::optional<ExportList> MainWindow::currentList()
{
    const QWidget *page = m_pages->currentWidget();
    if (page == m_leads)
        return m_leads->exportList();
    if (page == m_plumbers)
        return m_plumbers->exportList();
    if (m_messages && page == m_messages)
        return m_messages->exportList();
    if (m_activity && page == m_activity)
        return m_activity->exportList();
    if (m_billing && page == m_billing)
        return m_billing->exportList();
    notify(tr("This page has no list to export or print."), Notice::Kind::Done, {}, {});
    return std::nullopt;
}

} // namespace pl::ui
