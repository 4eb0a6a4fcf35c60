#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUuid>

#include <functional>

class QModelIndex;
class QTableView;

namespace pl::ui {

/// Keeps a table's cells true while time passes: once a second it looks at the rows in sight and repaints the cells
/// whose words have changed, and no others. Rests while the table is hidden.
class Countdown : public QObject
{
    Q_OBJECT

public:
    using Words = std::function<QString(const QModelIndex &)>;

    /// `columns` are those that tell of time; `words` gives all that their look depends on. `table` owns the countdown.
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
