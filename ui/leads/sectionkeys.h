#pragma once

#include <QObject>

class QMouseEvent;
class QTableView;

namespace pl::tables {
class LeadTableModel;
}

namespace pl::ui {

/// Keys and clicks for the sections of a grouped table. Left goes from a lead to its head and closes the head; Right
/// opens it; Enter, Space or a click turns it. All else, and all keys of a table without sections, go on to the table.
class SectionKeys : public QObject
{
    Q_OBJECT

public:
    /// `table` owns it.
    SectionKeys(QTableView &table, tables::LeadTableModel &model);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool press(int key, bool isHeld);
    bool click(const QMouseEvent &mouse);
    bool turn(int row, bool collapsed);

    QTableView &m_table;
    tables::LeadTableModel &m_model;
    bool m_isPressed = false; ///< on a head
};

} // namespace pl::ui
