#include "app/office.h"
#include "app/screenshottour.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"

#include <QAction>
#include <QLineEdit>

// The tour's stops at leads.

namespace pl::app {

using ui::LeadView;

void ScreenshotTour::planLeads()
{
    for (const LeadView view : ui::kLeadViews)
        m_stops += {keyOf(view), [this, view] { return leads(view); }};
    add("assign", [this] { return assigning(); });
    add("bulk", [this] { return many(); });
    add("grouped", [this] { return grouped(); });
    add("board", [this] { return board(); });
    add("palette", [this] { return palette(); });
    add("lead-form", [this] { return overLeads("actionNewLead", "leadForm"); });
    add("save-view", [this] { return overLeads("actionSaveView", "viewForm"); });
    add("export", [this] { return overLeads("actionExport", "exportDialog"); });
    add("shortcuts", [this] { return overLeads("actionShortcuts", "shortcuts"); });
}

QWidget *ScreenshotTour::leads(LeadView view)
{
    m_office.window().showLeads(view);
    showBoard(false);
    if (auto *page = window()->findChild<ui::LeadsView *>())
        page->setGrouping(tables::LeadGrouping::None);
    if (auto *table = window()->findChild<ui::LeadTable *>(QStringLiteral("leadsTable"))) {
        table->selection().clear();
        table->selectRow(0);
    }
    return window();
}

QWidget *ScreenshotTour::assigning()
{
    leads(LeadView::ToAssign);
    trigger("actionAssign");
    return window();
}

/// Eight leads are selected, and the pane says who would get them.
QWidget *ScreenshotTour::many()
{
    leads(LeadView::ToAssign);
    if (auto *table = window()->findChild<ui::LeadTable *>(QStringLiteral("leadsTable"))) {
        table->selection().clear();
        for (int row = 0; row < std::min(8, table->model()->rowCount()); ++row)
            table->selection().toggle(row);
    }
    return window();
}

/// All leads in sections by plumber.
QWidget *ScreenshotTour::grouped()
{
    leads(LeadView::All);
    if (auto *view = window()->findChild<ui::LeadsView *>())
        view->setGrouping(tables::LeadGrouping::Plumber);
    return window();
}

QWidget *ScreenshotTour::board()
{
    leads(LeadView::All);
    showBoard(true);
    return window();
}

void ScreenshotTour::showBoard(bool isWanted)
{
    auto *action = window()->findChild<QAction *>(QStringLiteral("actionBoard"));
    if (action && action->isChecked() != isWanted)
        action->trigger();
}

QWidget *ScreenshotTour::palette()
{
    leads(LeadView::ToAssign);
    trigger("actionCommands");
    if (auto *field = window()->findChild<QLineEdit *>(QStringLiteral("commandFilter")))
        field->setText(QStringLiteral("an")); // no-tr: what somebody types
    return window();
}

/// A form that opens over all leads.
QWidget *ScreenshotTour::overLeads(const char *action, const char *name)
{
    leads(LeadView::All);
    return dialog(action, name);
}

} // namespace pl::app
