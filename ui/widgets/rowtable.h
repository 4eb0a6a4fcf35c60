#pragma once

#include <QMap>
#include <QTableView>

class QSettings;

namespace pl::ui {

/// What the program's tables have in common: rows of one height, one is current, no grid, heads that can be clicked.
void dressTable(QTableView *table, int rowHeight);

/// The ground of a row's cell and the line below it; gives where its content goes.
QRect paintRowGround(QPainter *painter, const QStyleOptionViewItem &option);
/// One line of text in a cell, cut where there is no room; at the right it ends where the column's head does.
void paintRowText(QPainter *painter, const QRect &cell, const QString &text, const QColor &color, const QFont &font,
                  Qt::Alignment side = Qt::AlignLeft);

class ColumnLayout;
struct ColumnPlan;
struct TableSort;

/// The table of a view's rows, whose columns the person may move, widen and hide.
class RowTable : public QTableView
{
    Q_OBJECT

public:
    using QTableView::QTableView;

    /// Only after `dress`.
    ColumnLayout &columns() { return *m_columns; }

    /// One letter is a shortcut here, not a search.
    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    /// Enter (once for each press, however long it is held) or a double click.
    void rowActivated();
    /// Space or a click: the person wants to see this row.
    void detailsWanted();

protected:
    /// Once the model is set. The columns are remembered in the settings group `key`; `plans` has one for each.
    void dress(QSettings &settings, const QString &key, const QMap<int, ColumnPlan> &plans);
    /// Sorts as the person left it, else `otherwise`, and keeps what a click on a head chooses. After `dress`.
    void keepSort(QSettings &settings, const QString &key, const TableSort &otherwise);

    void keyPressEvent(QKeyEvent *event) override;
    /// Home and End go to the first and the last row.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    ColumnLayout *m_columns = nullptr;
};

} // namespace pl::ui
