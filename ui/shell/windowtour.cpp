#include "ui/account/idlelock.h"
#include "ui/help/firststepspage.h"
#include "ui/help/tour.h"
#include "ui/importing/importview.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/sideitem.h"
#include "ui/sources/sourcesview.h"
#include "ui/style/metrics.h"

#include <QLayout>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

// The tour's stops in the window, and the way there and back.

namespace pl::ui {

using Actions = QList<QAction *>;

void MainWindow::startTour()
{
    leaveSettings([this] { openTour(); });
}

void MainWindow::openTour()
{
    if (m_tour || m_lock->isLocked())
        return;
    endWelcome();
    QWidget *page = m_pages->currentWidget();
    const QString key = m_context.settings.value(kPageKey).toString();
    const QPointer<QWidget> focus = focusWidget();
    if (page != m_leads)
        showLeads(LeadView::ToAssign);
    centralWidget()->layout()->activate(); // the bar that offered it is gone
    m_tour = new Tour(this, tourStops());
    connect(m_tour, &Tour::finished, this, [this, page, key, focus] {
        m_tour = nullptr;
        if (page == m_leads)
            return;
        if (page == m_firstSteps)
            showFirstSteps();
        else if (page == m_import)
            showImport();
        else
            goTo(key);
        if (focus && focus->isVisible())
            focus->setFocus(Qt::OtherFocusReason);
    });
    m_tour->start();
}

/// What is in sight of a part of this window; nothing of one in another window, such as the details'.
QRect MainWindow::placeOf(const QWidget *part) const
{
    if (!part || !part->isVisible() || part->window() != this)
        return {};
    const QRect seen = part->visibleRegion().boundingRect();
    return {part->mapTo(this, seen.topLeft()), seen.size()};
}

QList<TourStop> MainWindow::tourStops()
{
    const auto pane = [this] { return placeOf(findChild<QWidget *>(QStringLiteral("detailPane"))); };
    QList<TourStop> stops{tourOfLists(), tourOfRows()};
    stops += {tr("Assign with one key"),
              tr("Who called and what they need, and below it the plumbers who fit best, each with the reasons. Press "
                 "Enter on a lead to choose one of them."),
              Actions{m_actions->assign, m_actions->details}, pane};
    stops += tourOfUndo();
    stops +=
        {tr("Find anything"),
         tr("The search looks for leads by name, phone and e-mail. Commands also finds plumbers, pages, and "
            "everything the program can do."),
         Actions{findChild<QAction *>(QStringLiteral("actionFind")), m_commands}, [this] { return placeOf(m_search); }};
    if (m_sources)
        stops += tourOfOffice();
    stops += tourOfHelp();
    return stops;
}

TourStop MainWindow::tourOfLists()
{
    const auto items = [this] {
        QRect all;
        for (const LeadView view : kLeadViews)
            all |= placeOf(m_sideBar->item(keyOf(view)));
        return all;
    };
    return {tr("Your leads, in lists"),
            tr("Each list is a part of the day: what needs a plumber, what is due, and whose answer you wait for. The "
               "numbers update by themselves."),
            Actions{findChild<QAction *>(QStringLiteral("actionShow_") + keyOf(LeadView::ToAssign))}, items};
}

TourStop MainWindow::tourOfRows()
{
    const auto rows = [this] {
        const QRect table = placeOf(&m_leads->table());
        const QRect board = placeOf(findChild<QWidget *>(QStringLiteral("leadBoard")));
        return table | board | placeOf(findChild<QWidget *>(QStringLiteral("leadsState")));
    };
    return {tr("Deadlines are in the list"),
            tr("New leads appear here within seconds. Deadline counts down the time left to assign each of them, and "
               "turns red when it has passed."),
            Actions{m_actions->create}, rows};
}

TourStop MainWindow::tourOfUndo()
{
    // Where notices are, also while there is none.
    const auto notice = [this] {
        const QRect shown = placeOf(m_notice);
        if (!shown.isEmpty())
            return shown;
        const QSize size(scaledPx(this, 420), scaledPx(this, 44));
        const QRect inside(centralWidget()->mapTo(this, QPoint()), centralWidget()->size());
        return QRect(
            QPoint(inside.center().x() - size.width() / 2, inside.bottom() - 2 * scaledPx(this, 24) - size.height()),
            size);
    };
    return {tr("You can undo every step"),
            tr("What you just did shows up here, with a button to undo it. Undo also works later, step by step."),
            Actions{m_actions->undo}, notice};
}

TourStop MainWindow::tourOfOffice()
{
    const auto items = [this] {
        return placeOf(m_sideBar->item(QStringLiteral("sources"))) | placeOf(m_sideBar->item(kSettingsPage));
    };
    return {tr("Set up the office"),
            tr("Sources connects where leads come from. Settings holds the office's name, prices, people and rules, "
               "and Import brings in leads and plumbers from a file."),
            Actions{findChild<QAction *>(QStringLiteral("actionImport")),
                    findChild<QAction *>(QStringLiteral("actionShowSources")),
                    findChild<QAction *>(QStringLiteral("actionSettings"))},
            items};
}

TourStop MainWindow::tourOfHelp()
{
    QAction *shortcuts = findChild<QAction *>(QStringLiteral("actionShortcuts"));
    const auto menu = [this, shortcuts] {
        for (QAction *top : m_menuBar->actions())
            if (top->menu() && top->menu()->actions().contains(shortcuts) && m_menuBar->isVisible())
                return QRect(m_menuBar->mapTo(this, m_menuBar->actionGeometry(top).topLeft()),
                             m_menuBar->actionGeometry(top).size());
        return QRect();
    };
    return {tr("Help is a key away"),
            tr("One key shows every other key, and you can change them all. The Help menu has this tour, too."),
            Actions{findChild<QAction *>(QStringLiteral("actionManual")), shortcuts}, menu};
}

} // namespace pl::ui
