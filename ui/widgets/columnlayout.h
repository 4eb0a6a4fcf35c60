#pragma once

#include <QMap>
#include <QObject>
#include <QSettings>

class QHeaderView;
class QMenu;
class QTableView;

namespace pl::ui {

/// A column's widths at 13 px text.
struct ColumnPlan
{
    int least = 0;
    int ideal = 0;
    bool grows = false; ///< shares what is left over
    int importance = 0; ///< when it gets tight, the lowest goes first
};

/// How a table is sorted. Remembered under `key`; a column that no longer exists is ignored.
struct TableSort
{
    int column;
    Qt::SortOrder order;

    static TableSort kept(const QSettings &settings, const QString &key, int columnCount, const TableSort &otherwise);
    void keep(QSettings &settings, const QString &key) const;
};

/// Which columns of a table show, in which order and how wide they are. As long as nobody has touched them, the columns
/// share the available width, and the least important ones are hidden when it gets tight. From the first drag, move or
/// choice on, the person's own arrangement counts, and it is remembered.
class ColumnLayout : public QObject
{
    Q_OBJECT

public:
    /// `table` owns the layout; its model must be set. `key` names the settings group. `plans` has one for each column.
    ColumnLayout(QTableView &table, QSettings &settings, const QString &key, const QMap<int, ColumnPlan> &plans);

    /// Shares the width again, unless the person has arranged the columns.
    void fit();
    void reset();
    bool isOwn() const { return m_own; }
    /// The columns that show, from left to right.
    QList<int> shown() const;
    /// Shows these in this order until giveBack(), for a view with columns of its own. What the person changes
    /// meanwhile is told by rearranged() instead of being remembered.
    void lend(const QList<int> &columns);
    void giveBack();
    /// Fills a menu with a check mark for every column, and "Reset".
    void fillMenu(QMenu *menu);

Q_SIGNALS:
    void rearranged();

private:
    void moveInto(const QList<int> &order);
    void becomeOwn();
    void save();
    QList<int> columnsThatFit(int width) const;
    void share(const QList<int> &columns, int width);
    void setColumnShown(int column, bool shown);

    QTableView &m_table;
    QHeaderView *m_header;
    QSettings &m_settings;
    QString m_key;
    const QMap<int, ColumnPlan> m_plans;
    bool m_own = false;
    QList<int> m_lent; ///< empty: the columns are the window's own
    bool m_arranging = false;
};

} // namespace pl::ui
