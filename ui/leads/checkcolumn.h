#pragma once

#include <QHeaderView>

class QTableView;

namespace pl::ui {

class LeadSelection;

/// The check boxes at the left of the leads: the table's vertical header, so that they neither scroll sideways nor are
/// one of the columns that can be hidden. While leads are checked, a line marks the current row.
class CheckColumn : public QHeaderView
{
    Q_OBJECT

public:
    CheckColumn(QTableView &table, const LeadSelection &selection);

    QSize sizeHint() const override;

Q_SIGNALS:
    void pressed(int row, Qt::KeyboardModifiers modifiers);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int row) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override { mousePressEvent(event); }
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QTableView &m_table;
    const LeadSelection &m_selection;
};

} // namespace pl::ui
