#include "ui/leads/checkcolumn.h"

#include "models/tables/leadtablemodel.h"
#include "ui/leads/leadselection.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>
#include <QTableView>

namespace pl::ui {

CheckColumn::CheckColumn(QTableView &table, const LeadSelection &selection)
    : QHeaderView(Qt::Vertical, &table), m_table(table), m_selection(selection)
{
    setObjectName(QStringLiteral("leadChecks"));
    setAccessibleName(tr("Selected leads"));
    connect(&selection, &LeadSelection::changed, this, [this] { viewport()->update(); });
}

QSize CheckColumn::sizeHint() const
{
    return {scaledPx(this, 34), QHeaderView::sizeHint().height()};
}

void CheckColumn::paintSection(QPainter *painter, const QRect &rect, int row) const
{
    const QUuid lead = m_table.model()->index(row, 0).data(tables::LeadTableModel::LeadIdRole).toUuid();
    const bool isChecked = m_selection.contains(lead);
    const bool isCurrent = row == m_table.currentIndex().row();
    const Colors &colors = colorsOf(this);
    painter->save();
    const bool isLit = isChecked || (isCurrent && m_selection.isEmpty());
    painter->fillRect(rect, isLit ? colors.selection : colors.panel);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.line);
    if (isCurrent && !m_selection.isEmpty())
        painter->fillRect(QRect(rect.left(), rect.top(), scaledPx(this, 3), rect.height() - 1), colors.accent);
    if (lead.isNull()) // a section's head
        return painter->restore();
    QStyleOptionButton box;
    box.initFrom(this);
    const int size = style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, this);
    box.rect = QRect(0, 0, size, size);
    box.rect.moveCenter(rect.center());
    box.state = QStyle::State_Enabled | (isChecked ? QStyle::State_On : QStyle::State_Off);
    style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, this);
    painter->restore();
}

void CheckColumn::mousePressEvent(QMouseEvent *event)
{
    const int row = logicalIndexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0)
        Q_EMIT pressed(row, event->modifiers());
}

/// A header would resize rows and select by dragging.
void CheckColumn::mouseMoveEvent(QMouseEvent *) {}

void CheckColumn::mouseReleaseEvent(QMouseEvent *) {}

} // namespace pl::ui
