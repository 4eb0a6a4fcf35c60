#include "models/tables/intaketablemodel.h"
#include "ui/sorting/intaketable.h"
#include "ui/sorting/sortingactions.h"
#include "ui/sorting/sortingdesk.h"
#include "ui/sorting/sortingpane.h"
#include "ui/sorting/sortingview.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/intakewords.h"

#include <QBoxLayout>
#include <QStackedWidget>

// Builds the page To sort; sortingview.cpp has the behavior.

namespace pl::ui {

SortingView::SortingView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new tables::IntakeTableModel(context.intake->replica(), context.replica, this))
    , m_desk(new SortingDesk(context, this))
    , m_actions(new SortingActions(context, *m_desk, this))
    , m_table(new IntakeTable(context, *m_model, this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
    , m_pane(new SortingPane(context, *m_desk, *m_actions, this))
{
    setObjectName(QStringLiteral("sortingView"));
    m_state->setObjectName(QStringLiteral("sortingState"));
    m_overlay = new PaneOverlay(this, buildList(), m_pane, context.settings, QStringLiteral("sorting/splitter"));
    m_table->addActions(m_actions->all());
    connectAll();
    connectModel();
    rowsChanged();
}

QWidget *SortingView::buildList()
{
    auto *list = new QWidget(this);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(m_pages, 1);
    return list;
}

QWidget *SortingView::buildBar()
{
    auto *bar = new ViewBar(this);
    m_sources = new FilterChip(tr("Source"), bar);
    m_sources->setObjectName(QStringLiteral("sortingSourceFilter"));
    m_causes = new FilterChip(tr("Reason"), bar);
    m_causes->setObjectName(QStringLiteral("sortingCauseFilter"));
    QList<FilterChip::Choice> causes;
    for (std::size_t i = 0; i < kEnumNames<IntakeCause>.size(); ++i)
        causes += {QString(kEnumNames<IntakeCause>[i]), causeText(static_cast<IntakeCause>(i))};
    m_causes->setChoices(causes);
    m_count = new PlainLabel(bar);
    m_count->setObjectName(QStringLiteral("sortingCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *title = new PlainLabel(tr("To sort"), bar);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 8));
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 4));
    row->addWidget(m_sources);
    row->addWidget(m_causes);
    row->addStretch();
    row->addWidget(m_count);
    return bar;
}

} // namespace pl::ui
