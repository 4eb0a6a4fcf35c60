#include "models/columns/columnsearch.h"
#include "ui/leads/leadsview.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/searchhelp.h"
#include "ui/words/words.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>

// The search for leads in the top bar: what it suggests, how it is explained, and what it does.

namespace pl::ui {

using namespace std::chrono_literals;

void MainWindow::addSearchActions(QMenu *view)
{
    QAction *find = addNamed(view, "actionFind", tr("&Find\u2026"), {}, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    find->setShortcuts({QKeySequence(QKeySequence::Find), QKeySequence(Qt::Key_Slash)});
    m_leads->setSearchAction(find);
    m_search->showKeyOf(find);
    m_commands = addNamed(view, "actionCommands", tr("&Commands\u2026"), QKeySequence(Qt::CTRL | Qt::Key_K), [this] {
        m_palette->openBelow(QRect(m_search->mapToGlobal(QPoint(0, 0)), m_search->size()));
    });
}

void MainWindow::connectSearch()
{
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(60ms);
    connect(m_search, &QLineEdit::textChanged, &m_searchSoon, qOverload<>(&QTimer::start));
    connect(&m_searchSoon, &QTimer::timeout, this, &MainWindow::searchChanged);
    m_search->setValues(
        [this](columns::SearchField field) { return columns::searchValues(m_context.replica.columns(), field); });
    connect(m_leads, &LeadsView::found, m_search, &SearchField::setFound);
    connect(m_leads, &LeadsView::searchCleared, m_search, &QLineEdit::clear);
    connect(m_search, &SearchField::helpWanted, this, &MainWindow::showSearchHelp);
}

void MainWindow::addSearchHelpTo(QMenu *help)
{
    addNamed(help, "actionSearchHelp", tr("How to &search\u2026"), {}, [this] { showSearchHelp(); });
}

void MainWindow::showSearchHelp()
{
    if (!m_searchHelp) {
        m_searchHelp = new SearchHelp(this);
        connect(m_searchHelp, &SearchHelp::chosen, m_search, &SearchField::tryOut);
        connect(m_searchHelp, &SearchHelp::manualWanted, this, [this] { showManual(QStringLiteral("search")); });
    }
    m_search->setFocus(Qt::OtherFocusReason); // where the focus returns to
    m_searchHelp->openAt(QRect(m_search->mapToGlobal(QPoint(0, 0)), m_search->size()));
}

void MainWindow::searchChanged()
{
    m_searchSoon.stop();
    // The search is for leads, on whatever page it is typed.
    if (m_pages->currentWidget() != m_leads && !m_search->text().isEmpty()) {
        showLeads(LeadView::All);
        m_search->setFocus();
    }
    m_leads->setSearch(m_search->text());
}

} // namespace pl::ui
