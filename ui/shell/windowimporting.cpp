#include "ui/importing/importview.h"
#include "ui/leads/leadactions.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QDropEvent>
#include <QMimeData>
#include <QStackedWidget>
#include <QUrl>

// The page that imports, and files that are dropped on the window.

namespace pl::ui {
namespace {

/// The one file that is dragged; empty for anything else.
QString draggedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

void MainWindow::addImporting()
{
    if (!m_import)
        return;
    m_pages->addWidget(m_import);
    setAcceptDrops(true);
    connect(m_import, &ImportView::noticeWanted, this, &MainWindow::notify);
    connect(m_import, &ImportView::undoRequested, m_actions->undo, &QAction::trigger);
    connect(m_import, &ImportView::rowsWanted, this,
            [this](bool plumbers) { plumbers ? showPlumbers() : showLeads(LeadView::All); });
}

/// Has no place in the side bar: it is a task, not a list.
void MainWindow::showImport()
{
    showPage(m_import, QStringLiteral("import"), {});
    m_import->enter();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_import && !draggedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = draggedFile(event->mimeData());
    if (!m_import || path.isEmpty())
        return;
    event->acceptProposedAction();
    showImport();
    m_import->openFile(path);
}

} // namespace pl::ui
