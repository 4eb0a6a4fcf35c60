#include "ui/sources/sourcesview.h"

#include "models/base/answer.h"
#include "models/tables/sourcetablemodel.h"
#include "ui/office/billingcontext.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourceform.h"
#include "ui/sources/sourcepane.h"
#include "ui/sources/sourcetable.h"
#include "ui/sources/sourcetestbox.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QPushButton>
#include <QStackedWidget>

// What the page shows; sourceslayout.cpp builds it; sourcewrites.cpp, sourcekeys.cpp and sourcemappings.cpp have what
// it does to sources.

namespace pl::ui {

using namespace std::chrono_literals;
using tables::SourceState;
using tables::SourceTableModel;

SourcesView::~SourcesView() = default;

QList<QAction *> SourcesView::menuActions() const
{
    return {m_add, m_edit, m_test, m_key, m_toggle, m_saveMapping, m_loadMapping, m_resetMapping};
}

int SourcesView::count() const
{
    return static_cast<int>(m_sources.book.sources().size());
}

void SourcesView::focusTable()
{
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
    m_pages->currentWidget()->setFocus();
}

void SourcesView::showSource(const QUuid &id)
{
    if (m_model->rowOf(id) < 0)
        m_filter->clear();
    m_table->selectSource(id);
    m_overlay->show();
}

void SourcesView::setOverlay(bool overlay)
{
    m_overlay->turn(overlay);
}

const LeadSource *SourcesView::current() const
{
    return m_sources.book.source(m_table->currentSource());
}

void SourcesView::connectAll()
{
    connect(m_addButton, &QPushButton::clicked, this, &SourcesView::addSource);
    connect(m_filter, &FilterChip::chosenChanged, this, &SourcesView::applyFilter);
    connect(m_state, &StatePage::actionTriggered, this, &SourcesView::runStateAction);
    connect(m_form, &SourceForm::submitted, this, &SourcesView::save);
    connect(m_table, &SourceTable::currentSourceChanged, this, &SourcesView::refresh);
    connect(m_table, &SourceTable::rowActivated, this, &SourcesView::editSource);
    connect(m_table, &SourceTable::detailsWanted, m_overlay, &PaneOverlay::show);
    connect(m_overlay, &PaneOverlay::closed, this, &SourcesView::focusTable);
    connect(m_pane->testBox(), &SourceTestBox::leadWanted, this, &SourcesView::leadWanted);
    connect(m_pane->testBox(), &SourceTestBox::toSortWanted, this, &SourcesView::toSortWanted);
}

void SourcesView::connectModels()
{
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(0);
    connect(&m_refreshSoon, &QTimer::timeout, this, &SourcesView::refresh);
    const auto soon = qOverload<>(&QTimer::start);
    connect(m_model, &QAbstractItemModel::layoutChanged, &m_refreshSoon, soon);
    connect(m_model, &QAbstractItemModel::dataChanged, &m_refreshSoon, soon);
    connect(&m_sources.book, &replica::SourceBook::changed, &m_refreshSoon, soon);
    connect(&m_sources.book, &replica::SourceBook::changed, this, &SourcesView::rebaseForm);
    connect(&m_context.replica, &replica::OfficeReplica::settingsChanged, &m_refreshSoon, soon);
    if (m_context.billing)
        connect(&m_context.billing->payments, &replica::PaymentReplica::paymentsChanged, &m_refreshSoon, soon);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        m_tally->noteTime();
        refresh();
    });
    m_minute.start(1min);
}

void SourcesView::refresh()
{
    m_refreshSoon.stop();
    // A list always has a current row, so that shortcuts work right away.
    if (m_table->currentSource().isNull() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    const LeadSource *source = current();
    const bool isFree = source && !m_pending.contains(source->id);
    m_edit->setEnabled(source);
    m_test->setEnabled(isFree && source->active);
    m_key->setEnabled(isFree && source->active);
    m_toggle->setEnabled(isFree);
    const bool isHook = source && source->kind == LeadSource::Kind::Hook;
    m_saveMapping->setEnabled(isHook && m_context.files);
    m_loadMapping->setEnabled(isHook && isFree && m_context.files);
    m_resetMapping->setEnabled(isHook && isFree && !source->mapping.is_null());
    m_toggle->setText(source && !source->active ? tr("Activate") : tr("Revoke\u2026"));
    m_count->setText(tr("%Ln source(s)", nullptr, m_model->rowCount()));
    m_pane->showSource(source ? source->id : QUuid());
    showState();
    if (std::exchange(m_told, count()) != count())
        Q_EMIT countChanged(count());
}

void SourcesView::applyFilter(const QStringList &chosen)
{
    QSet<SourceState> states;
    for (const QString &key : chosen)
        if (const auto state = enumFromName<SourceState>(key))
            states.insert(*state);
    m_model->setStates(states);
    refresh();
}

void SourcesView::rebaseForm()
{
    if (!m_form->isVisible() || m_form->isBusy() || !m_form->edited())
        return;
    const LeadSource *now = m_sources.book.source(m_form->edited()->id);
    if (!now)
        return;
    const replica::SourceRules rules = m_sources.book.rules(now->id);
    if (now->version > m_form->edited()->version || rules != m_form->editedRules())
        m_form->rebase(*now, rules);
}

} // namespace pl::ui
