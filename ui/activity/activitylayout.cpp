#include "models/tables/activitytablemodel.h"
#include "ui/activity/activitytable.h"
#include "ui/activity/activityview.h"
#include "ui/style/metrics.h"
#include "ui/views/receivedchip.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"

#include <QAction>
#include <QBoxLayout>
#include <QStackedWidget>

// Builds the activity view; activityview.cpp has the behavior.

namespace pl::ui {
namespace {

QString groupText(replica::ActivityGroup group)
{
    using enum replica::ActivityGroup;
    switch (group) {
    case Assignments:
        return ActivityView::tr("Assignments");
    case Leads:
        return ActivityView::tr("Other changes of leads");
    case Notes:
        return ActivityView::tr("Notes");
    case Plumbers:
        return ActivityView::tr("Plumbers");
    case Files:
        return ActivityView::tr("Exports and prints");
    case Views:
        return ActivityView::tr("Shared views");
    case Customers:
        return ActivityView::tr("Customers' files");
    case Imports:
        return ActivityView::tr("Imports");
    case Sources:
        return ActivityView::tr("Sources");
    case Settings:
        return ActivityView::tr("Prices and settings");
    case Refunds:
        return ActivityView::tr("Refunds");
    case People:
        return ActivityView::tr("People");
    case Server:
        return ActivityView::tr("Failed requests");
    }
    return {};
}

/// Staff read nothing of what is for admins.
QList<FilterChip::Choice> groupChoices(bool isAdmin)
{
    QList<FilterChip::Choice> choices;
    for (const replica::ActivityGroup group : replica::activityGroups(isAdmin))
        choices += {QString::number(static_cast<int>(group)), groupText(group)};
    return choices;
}

} // namespace

ActivityView::ActivityView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_feed(*context.activity)
    , m_model(new tables::ActivityTableModel(*context.activity, context.replica, this))
    , m_table(new ActivityTable(context, *m_model, this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("activityView"));
    m_state->setObjectName(QStringLiteral("activityState"));
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    setFocusProxy(m_table);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(m_pages, 1);
    makeActions();
    connectAll();
    linesChanged();
}

void ActivityView::makeChips(QWidget *bar)
{
    m_who = new FilterChip(tr("Who"), bar);
    m_who->setObjectName(QStringLiteral("activityWhoFilter"));
    m_what = new FilterChip(tr("What"), bar);
    m_what->setObjectName(QStringLiteral("activityWhatFilter"));
    m_what->setChoices(groupChoices(m_context.isAdmin));
    const auto today = [this] {
        return m_context.clock().toDateTime().toTimeZone(m_context.replica.settings().dispatch.zone()).date();
    };
    m_when = new ReceivedChip(today, bar, tr("When"));
    m_when->setObjectName(QStringLiteral("activityWhenFilter"));
}

QWidget *ActivityView::buildBar()
{
    auto *bar = new ViewBar(this);
    makeChips(bar);
    m_search = new FilterField(tr("Filter by lead or plumber \u2026"), tr("Filter activity"), bar);
    m_search->setObjectName(QStringLiteral("activitySearch"));
    m_count = new PlainLabel(bar);
    m_count->setObjectName(QStringLiteral("activityCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *title = new PlainLabel(tr("Activity"), bar);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 8));
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 4));
    row->addWidget(m_who);
    row->addWidget(m_what);
    row->addWidget(m_when);
    row->addWidget(m_search, 1);
    row->addStretch();
    row->addWidget(m_count);
    return bar;
}

void ActivityView::makeActions()
{
    m_showLead = makeViewAction(this, "activityLeadAction", tr("Show the &lead"), {Qt::Key_L});
    m_showPlumber = makeViewAction(this, "activityPlumberAction", tr("Show the &plumber"), {Qt::Key_P});
    m_filterAction = makeViewAction(this, "filterActivityAction", tr("&Filter activity"), {Qt::Key_F});
    m_clearAction = makeViewAction(this, "clearActivityFilterAction", tr("&Clear filters"), {Qt::Key_C});
    connect(m_showLead, &QAction::triggered, this, &ActivityView::showLead);
    connect(m_showPlumber, &QAction::triggered, this, &ActivityView::showPlumber);
    setActionToolTip(m_search, m_filterAction);
    connect(m_filterAction, &QAction::triggered, m_search, &FilterField::focusSearch);
    connect(m_clearAction, &QAction::triggered, this, &ActivityView::clearFilters);
}

} // namespace pl::ui
