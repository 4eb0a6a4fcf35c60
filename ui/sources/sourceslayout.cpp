#include "models/tables/sourcetablemodel.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourceform.h"
#include "ui/sources/sourcepane.h"
#include "ui/sources/sourcesview.h"
#include "ui/sources/sourcetable.h"
#include "ui/sources/sourcewords.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

// Builds the page of sources; sourcesview.cpp has the behavior.

namespace pl::ui {

using tables::SourceState;
using tables::SourceTableModel;

SourcesView::SourcesView(OfficeContext &context, SourceContext &sources, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_sources(sources)
    , m_tally(new tables::SourceTally(context.replica, context.clock, this))
    , m_model(new SourceTableModel(sources.book, *m_tally, this))
    , m_form(new SourceForm(this))
    , m_table(new SourceTable(context, sources, *m_model, this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
    , m_confirm(new ConfirmPopup(this))
{
    setObjectName(QStringLiteral("sourcesView"));
    m_state->setObjectName(QStringLiteral("sourcesState"));
    makeActions();
    m_pane = new SourcePane(context, sources, *m_model, *m_tally,
                            {{m_test, m_edit, m_key}, {m_saveMapping, m_loadMapping, m_resetMapping, m_toggle}}, this);
    m_overlay = new PaneOverlay(this, buildList(), m_pane, context.settings, QStringLiteral("sources/splitter"));
    m_table->addActions(menuActions());
    connectAll();
    connectModels();
    refresh();
}

void SourcesView::makeActions()
{
    m_add = makeViewAction(this, "addSourceAction", tr("New source\u2026"), {Qt::Key_N});
    m_edit = makeViewAction(this, "editSourceAction", tr("Edit"), {Qt::Key_E});
    m_test = makeViewAction(this, "testSourceAction", tr("Send a test"), {Qt::Key_T});
    m_key = makeViewAction(this, "changeKeyAction", tr("New key\u2026"), {Qt::Key_K});
    m_toggle = makeViewAction(this, "toggleSourceAction", tr("Revoke\u2026"), {Qt::Key_R});
    m_saveMapping = makeViewAction(this, "saveSourceMappingAction", tr("Save the mapping to a file\u2026"), {});
    m_loadMapping = makeViewAction(this, "loadSourceMappingAction", tr("Load a mapping from a file\u2026"), {});
    m_resetMapping = makeViewAction(this, "resetSourceMappingAction", tr("Go back to the preset\u2019s mapping"), {});
    connect(m_saveMapping, &QAction::triggered, this, &SourcesView::saveMappingAs);
    connect(m_loadMapping, &QAction::triggered, this, &SourcesView::loadMapping);
    connect(m_resetMapping, &QAction::triggered, this, &SourcesView::resetMapping);
    connect(m_add, &QAction::triggered, this, &SourcesView::addSource);
    connect(m_edit, &QAction::triggered, this, &SourcesView::editSource);
    connect(m_test, &QAction::triggered, this, &SourcesView::sendTest);
    connect(m_key, &QAction::triggered, this, &SourcesView::changeKey);
    connect(m_toggle, &QAction::triggered, this, &SourcesView::toggleActive);
}

QWidget *SourcesView::buildList()
{
    auto *list = new QWidget(this);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildHeader());
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    rows->addWidget(m_pages, 1);
    return list;
}

QWidget *SourcesView::buildHeader()
{
    auto *header = new ViewBar(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 10));
    auto *title = new PlainLabel(tr("Sources"), header);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    m_filter = new FilterChip(tr("State"), header);
    m_filter->setObjectName(QStringLiteral("sourcesFilter"));
    QList<FilterChip::Choice> choices;
    for (const SourceState state :
         {SourceState::Active, SourceState::ToSort, SourceState::Silent, SourceState::NeverSent, SourceState::Revoked})
        choices += {QString(enumName(state)), sourceStateText(state)};
    m_filter->setChoices(choices);
    m_count = new PlainLabel(header);
    m_count->setObjectName(QStringLiteral("sourcesCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_addButton = new QPushButton(icon(QStringLiteral("plus")), tr("New source"), header);
    m_addButton->setObjectName(QStringLiteral("addSourceButton"));
    setActionToolTip(m_addButton, m_add);
    row->addWidget(title);
    row->addWidget(m_filter);
    row->addStretch();
    row->addWidget(m_count);
    row->addWidget(m_addButton);
    return header;
}

void SourcesView::showState()
{
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = focus && m_pages->isAncestorOf(focus);
    QWidget *page = m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_state;
    if (m_pages->currentWidget() != page) {
        m_pages->setCurrentWidget(page);
        if (hasFocus)
            focusTable();
    }
    const auto &book = m_sources.book;
    if (!book.sources().isEmpty() && !m_filter->chosen().isEmpty())
        m_state->present(QStringLiteral("search"), tr("No source matches"),
                         tr("None of the sources is in the chosen state."), tr("Clear filter"));
    else if (book.failure())
        m_state->present(QStringLiteral("wifi-off"), tr("The sources could not be loaded"), errorText(*book.failure()),
                         tr("Try again"));
    else if (!book.isLoaded())
        m_state->present(QStringLiteral("loader-circle"), tr("Loading sources\u2026"), {});
    else
        m_state->present(QStringLiteral("radio-tower"), tr("No sources yet"),
                         tr("Add the first: a form on your site, Google Ads, Thumbtack, or a program of your own."),
                         tr("New source"));
}

void SourcesView::runStateAction()
{
    const auto &book = m_sources.book;
    if (!book.sources().isEmpty() && !m_filter->chosen().isEmpty())
        m_filter->clear();
    else if (book.failure() || !book.isLoaded())
        m_sources.book.load();
    else
        addSource();
}

} // namespace pl::ui
