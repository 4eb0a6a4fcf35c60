#include "ui/common/rowtable.h"

#include "ui/common/columnlayout.h"
#include "ui/common/metrics.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace pl::ui {
namespace {

void setRowsHeight(QTableView *table, int height)
{
    table->verticalHeader()->setDefaultSectionSize(height);
    table->verticalScrollBar()->setSingleStep(height);
}

} // namespace

void dressTable(QTableView *table, int rowHeight)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowsHeight(table, rowHeight);
    QHeaderView *header = table->horizontalHeader();
    // Shared with the table, the header would look through the whole selection at every change.
    header->setSelectionModel(new QItemSelectionModel(table->model(), header));
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void RowTable::dress()
{
    dressTable(this, scaledPx(this, 34));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setSortIndicatorShown(true);
    header->setMinimumSectionSize(scaledPx(this, 48));
    connect(this, &QAbstractItemView::clicked, this, &RowTable::detailsWanted);
    connect(this, &QAbstractItemView::doubleClicked, this, &RowTable::rowActivated);
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT rowActivated();
    else if (plain && event->key() == Qt::Key_Space)
        Q_EMIT detailsWanted();
    else
        QTableView::keyPressEvent(event);
}

void RowTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_columns)
        m_columns->fit();
}

void RowTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_columns) {
        setRowsHeight(this, scaledPx(this, 34));
        m_columns->fit();
    }
}

} // namespace pl::ui
