#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUuid>

#include <functional>

class QModelIndex;
class QTableView;

namespace pl::ui {

/// Keeps a table's times up to date: once a second it repaints those cells of the visible rows whose words have
/// changed, and no others. Pauses while the table is hidden.
class Countdown : public QObject
{
    Q_OBJECT

public:
    using Words = std::function<QString(const QModelIndex &)>;

    /// `columns` show times; `words` returns everything that their look depends on. `table` owns the countdown.
    Countdown(QTableView &table, QList<int> columns, Words words);

    void tick();

Q_SIGNALS:
    /// A cell was repainted.
    void changed(const QModelIndex &index);

private:
    QTableView &m_table;
    QList<int> m_columns;
    Words m_words;
    QHash<std::pair<QUuid, int>, QString> m_shown; ///< by lead and column
    QTimer m_second;
};

} // namespace pl::ui
