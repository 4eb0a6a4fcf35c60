#include "ui/leads/leadtable.h"

#include "ui/common/metrics.h"
#include "ui/leads/columnlayout.h"
#include "ui/leads/countdown.h"
#include "ui/leads/leaddelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPointer>
#include <QScrollBar>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

LeadTable::LeadTable(OfficeContext &context, tables::LeadTableModel &model, QWidget *parent)
    : QTableView(parent), m_context(context), m_model(model)
{
    setObjectName(QStringLiteral("leadsTable"));
    setAccessibleName(tr("Leads"));
    setModel(&model);
    auto *delegate = new LeadDelegate(context, model, this);
    setItemDelegate(delegate);
    model.setSpokenWords([words = QPointer(delegate)](const Lead &lead, int column) {
        return words ? words->textOf(lead, column) : QString();
    });
    new Countdown(*this, {tables::LeadTableModel::DeadlineColumn, tables::LeadTableModel::ReceivedColumn},
                  [delegate](const QModelIndex &index) { return delegate->timeWords(index); });
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = horizontalHeader();
    // Shared with the table, the header would look through the whole selection at every change.
    header->setSelectionModel(new QItemSelectionModel(&model, header));
    header->setSectionsMovable(true);
    header->setSortIndicatorShown(true);
    header->setSectionsClickable(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(scaledPx(this, 48));
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    settleMetrics();
    m_columns = new ColumnLayout(*this, context.settings, QStringLiteral("leads"));

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
        viewport()->update();
        if (m_fadeEnd.hasExpired())
            m_fade.stop();
    });
    connect(this, &QAbstractItemView::clicked, this, &LeadTable::detailsWanted);
    connect(this, &QAbstractItemView::doubleClicked, this, &LeadTable::leadActivated);
}

void LeadTable::settleMetrics()
{
    verticalHeader()->setDefaultSectionSize(scaledPx(this, 34));
    verticalScrollBar()->setSingleStep(scaledPx(this, 34));
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

QRect LeadTable::currentRowOnScreen() const
{
    QRect rect = visualRect(currentIndex());
    rect.setLeft(viewport()->rect().left() + scaledPx(this, 24));
    rect.setRight(viewport()->rect().right());
    return {viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

void LeadTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT leadActivated();
    else if (plain && event->key() == Qt::Key_Space)
        Q_EMIT detailsWanted();
    else
        QTableView::keyPressEvent(event);
}

void LeadTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_columns->fit();
}

void LeadTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_columns) {
        settleMetrics();
        m_columns->fit();
    }
}

void LeadTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentLeadChanged(current.data(tables::LeadTableModel::LeadIdRole).toUuid());
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
    m_fadeEnd.setRemainingTime(kRowFade);
    m_fade.start();
}

} // namespace pl::ui
