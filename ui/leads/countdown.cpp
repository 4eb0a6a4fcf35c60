#include "ui/leads/countdown.h"

#include "models/tables/leadtablemodel.h"

#include <QTableView>

namespace pl::ui {

using namespace std::chrono_literals;

Countdown::Countdown(QTableView &table, QList<int> columns, Words words)
    : QObject(&table), m_table(table), m_columns(std::move(columns)), m_words(std::move(words))
{
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_table.isVisible())
            tick();
    });
    m_second.start(1s);
}

void Countdown::tick()
{
    const QAbstractItemModel &model = *m_table.model();
    const int first = m_table.rowAt(0);
    const int below = m_table.rowAt(m_table.viewport()->height() - 1);
    const int last = below < 0 ? model.rowCount() - 1 : below;
    QHash<std::pair<QUuid, int>, QString> seen;
    for (int row = first; first >= 0 && row <= last; ++row) {
        for (const int column : m_columns) {
            if (m_table.isColumnHidden(column))
                continue;
            const QModelIndex index = model.index(row, column);
            const std::pair key(index.data(tables::LeadTableModel::LeadIdRole).toUuid(), column);
            const QString words = m_words(index);
            // What has just come into sight was painted then.
            if (const auto before = m_shown.constFind(key); before != m_shown.cend() && *before != words) {
                m_table.update(index);
                Q_EMIT changed(index);
            }
            seen.insert(key, words);
        }
    }
    m_shown = std::move(seen);
}

} // namespace pl::ui
