#include "ui/widgets/rowtable.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/columnlayout.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
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

QRect paintRowGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const Colors &colors = colorsOf(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, selected ? colors.selection : colors.panel);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
    const int inset = scaledPx(option.font, 10);
    return option.rect.adjusted(inset, 0, -inset / 2, -1);
}

void paintRowText(QPainter *painter, const QRect &cell, const QString &text, const QColor &color, const QFont &font,
                  Qt::Alignment side)
{
    painter->setFont(font);
    painter->setPen(color);
    const QRect room = side.testFlag(Qt::AlignRight) ? cell.adjusted(0, 0, -scaledPx(font, 5), 0) : cell;
    painter->drawText(room, static_cast<int>(Qt::AlignVCenter | side) | Qt::TextSingleLine,
                      elided(text, QFontMetrics(font), room.width()));
}

void RowTable::keepSort(QSettings &settings, const QString &key, const TableSort &otherwise)
{
    const TableSort sort = TableSort::kept(settings, key, model()->columnCount(), otherwise);
    horizontalHeader()->setSortIndicator(sort.column, sort.order);
    model()->sort(sort.column, sort.order);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this, &settings, key](int column, Qt::SortOrder order) {
                model()->sort(column, order);
                columns().fit();
                TableSort{column, order}.keep(settings, key);
            });
}

void RowTable::dress(QSettings &settings, const QString &key, const QMap<int, ColumnPlan> &plans)
{
    dressTable(this, heightOfRow(this));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setSortIndicatorShown(true);
    header->setMinimumSectionSize(scaledPx(this, 48));
    connect(this, &QAbstractItemView::clicked, this, &RowTable::detailsWanted);
    connect(this, &QAbstractItemView::doubleClicked, this, &RowTable::rowActivated);
    m_columns = new ColumnLayout(*this, settings, key, plans);
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (!event->isAutoRepeat())
            Q_EMIT rowActivated();
    } else if (plain && event->key() == Qt::Key_Space) {
        Q_EMIT detailsWanted();
    } else {
        QTableView::keyPressEvent(event);
    }
}

QModelIndex RowTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const bool isToAnEnd = action == MoveHome || action == MoveEnd;
    return QTableView::moveCursor(action, isToAnEnd ? modifiers | Qt::ControlModifier : modifiers);
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
    const bool isDressed = verticalHeader()->isHidden() || m_columns;
    if (isDressed && (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)) {
        setRowsHeight(this, heightOfRow(this));
        if (m_columns)
            m_columns->fit();
    }
}

} // namespace pl::ui
