#include "models/tables/leadfilter.h"
#include "ui/plumbers/plumberform.h"
#include "ui/plumbers/plumberpane.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/plumbers/plumbertable.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/paneoverlay.h"

#include <QKeyEvent>

// The filters and the pane of the plumbers view.

namespace pl::ui {

using namespace std::chrono_literals;

void PlumbersView::connectFilters()
{
    connect(m_filter, &QLineEdit::textChanged, this, &PlumbersView::applyFilter);
    connect(m_filter, &FilterField::left, this, &PlumbersView::focusTable);
    for (FilterChip *chip : {m_statuses, m_concerns})
        connect(chip, &FilterChip::chosenChanged, this, &PlumbersView::applyFilter);
    m_form->setTwins([this](const QString &phone, const QString &email,
                            const QUuid &self) { return m_model->matches().ofTyped(phone, email, self); },
                     [this](const QUuid &id) { return m_context.replica.plumberName(id); });
    connect(&m_minute, &QTimer::timeout, m_model, &tables::PlumberTableModel::followDay);
    m_minute.start(1min);
}

void PlumbersView::applyFilter()
{
    tables::PlumberFilter filter;
    filter.text = m_filter->text();
    for (const QString &key : m_statuses->chosen())
        if (const auto status = enumFromName<PlumberStatus>(key))
            filter.statuses += *status;
    for (const QString &key : m_concerns->chosen())
        if (const auto concern = enumFromName<tables::PlumberConcern>(key))
            filter.concerns += *concern;
    m_model->setFilter(filter);
    refresh();
}

void PlumbersView::clearFilters()
{
    m_statuses->clear();
    m_concerns->clear();
    m_filter->clear();
}

void PlumbersView::connectPane()
{
    connect(m_table, &PlumberTable::rowActivated, this, &PlumbersView::showDetails);
    connect(m_table, &PlumberTable::detailsWanted, m_overlay, &PaneOverlay::show);
    connect(m_overlay, &PaneOverlay::closed, this, &PlumbersView::focusTable);
    connect(m_pane, &PlumberPane::leadWanted, this, &PlumbersView::leadWanted);
    connect(m_pane, &PlumberPane::leadsWanted, this, &PlumbersView::showLeadsOf);
    connect(m_pane, &PlumberPane::plumberWanted, this, [this](const QUuid &plumber) {
        showPlumber(plumber);
        m_pane->focusPage();
    });
}

void PlumbersView::setOverlay(bool overlay)
{
    m_overlay->turn(overlay);
}

void PlumbersView::showDetails()
{
    m_overlay->show();
    m_pane->focusPage();
}

void PlumbersView::showLeadsOf(const QUuid &plumberId, bool completed)
{
    tables::LeadFilter filter;
    filter.plumbers = {plumberId};
    filter.statuses = {completed ? LeadStatus::Completed : LeadStatus::Assigned};
    const QString name = m_context.replica.plumberName(plumberId);
    Q_EMIT leadsWanted(filter, completed ? tr("%1, completed", "a plumber's leads").arg(name)
                                         : tr("%1, current", "a plumber's leads").arg(name));
}

void PlumbersView::keyPressEvent(QKeyEvent *event)
{
    const QWidget *focus = window()->focusWidget();
    if (event->key() == Qt::Key_Escape && focus && m_pane->isAncestorOf(focus))
        return focusTable();
    QWidget::keyPressEvent(event);
}

} // namespace pl::ui
