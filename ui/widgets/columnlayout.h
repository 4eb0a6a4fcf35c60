#pragma once

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

/// How a table is sorted. Remembered under `key`; a column that is not there (any more) is not believed.
struct TableSort
{
    int column;
    Qt::SortOrder order;

    static TableSort kept(const QSettings &settings, const QString &key, int columnCount, const TableSort &otherwise);
    void keep(QSettings &settings, const QString &key) const;
};

/// Which columns of a table show, in which order and how wide they are. As long as nobody has touched them, the columns
/// share the width there is, and the least important ones go when it gets tight; from the first drag, move or choice on
/// they are the person's own and are remembered.
class ColumnLayout : public QObject
{
    Q_OBJECT

public:
    using Plans = ColumnPlan (*)(int column);
    /// `table` owns the layout; its model must be set. `key` names the settings group.
    ColumnLayout(QTableView &table, QSettings &settings, const QString &key, Plans planOf);

    /// Shares the width anew, unless the columns are the person's own.
    void fit();
    void reset();
    bool isOwn() const { return m_own; }
    /// Fills a menu with a check mark for every column, and "Reset".
    void fillMenu(QMenu *menu);

private:
    void becomeOwn();
    void save();
    QList<int> columnsThatFit(int width) const;
    void share(const QList<int> &columns, int width);
    void setColumnShown(int column, bool shown);

    QTableView &m_table;
    QHeaderView *m_header;
    QSettings &m_settings;
    QString m_key;
    Plans m_planOf;
    bool m_own = false;
    bool m_arranging = false;
};

} // namespace pl::ui
