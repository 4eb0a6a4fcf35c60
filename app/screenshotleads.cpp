#include "app/office.h"
#include "app/screenshottour.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/style/theme.h"
#include "ui/widgets/popover.h"

#include <QAction>
#include <QLineEdit>

// The tour's stops at leads.

namespace pl::app {

using ui::Appearance;
using ui::LeadView;

void ScreenshotTour::closePopovers()
{
    for (ui::Popover *popover : m_office.window().findChildren<ui::Popover *>())
        popover->closePopover();
}

QWidget *ScreenshotTour::leads(LeadView view, Appearance appearance)
{
    m_theme.setAppearance(appearance);
    closePopovers();
    m_office.window().showLeads(view);
    showBoard(false);
    if (auto *page = m_office.window().findChild<ui::LeadsView *>())
        page->setGrouping(tables::LeadGrouping::None);
    if (auto *table = m_office.window().findChild<ui::LeadTable *>(QStringLiteral("leadsTable"))) {
        table->selection().clear();
        table->selectRow(0);
    }
    return &m_office.window();
}

QWidget *ScreenshotTour::assigning()
{
    if (auto *assign = m_office.window().findChild<QAction *>(QStringLiteral("actionAssign")))
        assign->trigger();
    return &m_office.window();
}

/// Eight leads are selected, and the pane says who would get them.
QWidget *ScreenshotTour::many(Appearance appearance)
{
    QWidget *window = leads(LeadView::ToAssign, appearance);
    if (auto *table = window->findChild<ui::LeadTable *>(QStringLiteral("leadsTable"))) {
        table->selection().clear();
        for (int row = 0; row < std::min(8, table->model()->rowCount()); ++row)
            table->selection().toggle(row);
    }
    return window;
}

/// All leads in sections by plumber.
QWidget *ScreenshotTour::grouped()
{
    QWidget *window = leads(LeadView::All, Appearance::Light);
    if (auto *view = window->findChild<ui::LeadsView *>())
        view->setGrouping(tables::LeadGrouping::Plumber);
    return window;
}

QWidget *ScreenshotTour::board(Appearance appearance)
{
    QWidget *window = leads(LeadView::All, appearance);
    showBoard(true);
    return window;
}

void ScreenshotTour::showBoard(bool isWanted)
{
    auto *action = m_office.window().findChild<QAction *>(QStringLiteral("actionBoard"));
    if (action && action->isChecked() != isWanted)
        action->trigger();
}

QWidget *ScreenshotTour::palette()
{
    QWidget *window = leads(LeadView::ToAssign, Appearance::Light);
    if (auto *action = window->findChild<QAction *>(QStringLiteral("actionCommands")))
        action->trigger();
    if (auto *field = window->findChild<QLineEdit *>(QStringLiteral("commandFilter")))
        field->setText(QStringLiteral("an")); // no-tr: what somebody types
    return window;
}

} // namespace pl::app
