#include "ui/leads/leadtable.h"

#include "ui/leads/checkcolumn.h"
#include "ui/leads/countdown.h"
#include "ui/leads/leaddelegate.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/sectionhead.h"
#include "ui/style/metrics.h"
#include "ui/widgets/columnlayout.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QPointer>
#include <QScrollBar>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

LeadTable::LeadTable(OfficeContext &context, tables::LeadTableModel &model, QWidget *parent)
    : RowTable(parent), m_context(context), m_model(model), m_selection(new LeadSelection(model, this))
{
    using Columns = tables::LeadTableModel;
    setObjectName(QStringLiteral("leadsTable"));
    setAccessibleName(tr("Leads"));
    addChecks();
    setModel(&model);
    auto *delegate = new LeadDelegate(context, model, this);
    delegate->setSelection(m_selection);
    setItemDelegate(delegate);
    model.setSpokenWords([words = QPointer(delegate)](const Lead &lead, int column) {
        return words ? words->spokenText(lead, column) : QString();
    });
    model.setSpokenGroups([&context](const tables::LeadGroup &group) {
        return spokenSectionText(group, context.clock(), context.replica.settings().dispatch.zone());
    });
    new Countdown(*this, {tables::LeadTableModel::DeadlineColumn, tables::LeadTableModel::ReceivedColumn},
                  [delegate](const QModelIndex &index) { return delegate->timeWords(index); });
    dress(context.settings, QStringLiteral("leads"),
          {{Columns::UrgencyColumn, {100, 108, false, 8}},
           {Columns::DeadlineColumn, {124, 136, false, 7}},
           {Columns::CustomerColumn, {112, 134, true, 9}},
           {Columns::ServiceColumn, {112, 170, true, 6}},
           {Columns::ZipColumn, {60, 66, false, 2}},
           {Columns::PhoneColumn, {114, 126, false, 3}},
           {Columns::StatusColumn, {100, 108, false, 5}},
           {Columns::PlumberColumn, {120, 140, true, 4}},
           {Columns::ReceivedColumn, {92, 104, false, 1}},
           {Columns::EmailColumn, {170, 200, true, 0}}});
    verticalHeader()->show();

    for (const auto signal : {&QAbstractItemModel::rowsAboutToBeInserted, &QAbstractItemModel::rowsAboutToBeRemoved})
        connect(&model, signal, this, &LeadTable::noteAnchor);
    connect(&model, &QAbstractItemModel::rowsAboutToBeMoved, this, &LeadTable::noteAnchor);
    connect(&model, &QAbstractItemModel::layoutAboutToBeChanged, this, &LeadTable::noteAnchor);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &LeadTable::keepAnchor);
    connect(&model, &QAbstractItemModel::rowsMoved, this, &LeadTable::keepAnchor);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &LeadTable::keepAnchor);
    connect(&context.replica, &replica::OfficeReplica::leadsChanged, this, [this](const auto &, bool fromServer) {
        if (fromServer)
            fadeRows();
    });
    m_fade.setInterval(40ms);
    connect(&m_fade, &QTimer::timeout, this, [this] {
        if (!m_fadeEnd.hasExpired())
            return updateFading();
        viewport()->update();
        m_fade.stop();
    });
}

void LeadTable::addChecks()
{
    auto *checks = new CheckColumn(*this, *m_selection);
    setVerticalHeader(checks);
    setCornerButtonEnabled(true);
    if (auto *corner = findChild<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly))
        corner->setAccessibleName(tr("Select all"));
    connect(checks, &CheckColumn::pressed, this, &LeadTable::pressCheck);
    connect(m_selection, &LeadSelection::changed, this, [this](int count) {
        viewport()->update();
        setAccessibleDescription(count > 0 ? tr("%n selected", nullptr, count) : QString());
        reportSelection();
    });
}

QUuid LeadTable::currentLead() const
{
    return currentIndex().data(tables::LeadTableModel::LeadIdRole).toUuid();
}

bool LeadTable::selectLead(const QUuid &leadId)
{
    const int row = m_model.rowOf(leadId);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, std::max(0, horizontalHeader()->logicalIndex(0))));
    return true;
}

QUuid LeadTable::topLead() const
{
    if (verticalScrollBar()->value() == 0)
        return {};
    const QModelIndex top = indexAt(QPoint(1, 0));
    // A section's head has no lead: the one below it stands for both.
    const QUuid lead = top.data(tables::LeadTableModel::LeadIdRole).toUuid();
    return !lead.isNull() ? lead : top.siblingAtRow(top.row() + 1).data(tables::LeadTableModel::LeadIdRole).toUuid();
}

void LeadTable::scrollToTopLead(const QUuid &leadId)
{
    const int row = m_model.rowOf(leadId);
    if (row < 0)
        return;
    updateGeometries(); // the scroll bar learns its range only with the layout
    scrollTo(m_model.index(row, std::max(0, horizontalHeader()->logicalIndex(0))), PositionAtTop);
}

QRect LeadTable::currentRowOnScreen() const
{
    QRect rect = visualRect(currentIndex());
    rect.setLeft(viewport()->rect().left() + scaledPx(this, 24));
    rect.setRight(viewport()->rect().right());
    return {viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

void LeadTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    verticalHeader()->viewport()->update();
    Q_EMIT currentLeadChanged(current.data(tables::LeadTableModel::LeadIdRole).toUuid());
    if (!m_selection->isEmpty())
        reportSelection();
}

void LeadTable::noteAnchor()
{
    const bool atTop = verticalScrollBar()->value() == 0;
    m_anchor = atTop ? QModelIndex() : indexAt(QPoint(1, 0));
    m_anchorOffset = m_anchor.isValid() ? rowViewportPosition(m_anchor.row()) : 0;
}

void LeadTable::keepAnchor()
{
    if (!m_anchor.isValid())
        return;
    // The scroll bar learns its new range only with the layout.
    updateGeometries();
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() + rowViewportPosition(m_anchor.row()) - m_anchorOffset);
    m_anchor = QModelIndex();
}

void LeadTable::fadeRows()
{
    updateFading(); // not only with the next tick
    m_fadeEnd.setRemainingTime(kRowFade);
    m_fade.start();
}

/// All of the viewport would be forty times as much, 25 times a second. A row is painted once more when it has faded.
void LeadTable::updateFading()
{
    const qint64 since =
        m_context.clock().micros - std::chrono::microseconds(kRowFade + 2 * m_fade.intervalAsDuration()).count();
    const int last = rowAt(viewport()->height() - 1);
    for (int row = std::max(0, rowAt(0)); row <= (last < 0 ? m_model.rowCount() - 1 : last); ++row)
        if (m_model.index(row, 0).data(tables::LeadTableModel::ChangedByOthersRole).toLongLong() >= since)
            viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
}

} // namespace pl::ui
