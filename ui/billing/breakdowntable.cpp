#include "ui/billing/breakdowntable.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plaindelegate.h"

#include <QHeaderView>
#include <QPainter>

namespace pl::ui {

using tables::BreakdownModel;

namespace {

class BreakdownDelegate : public PlainDelegate
{
public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const QRect cell = paintRowGround(painter, option);
        const bool paid = index.column() == BreakdownModel::PaidColumn;
        if (paid)
            paintBar(painter, cell, index.data(BreakdownModel::ShareRole).toDouble(), colors, option.font);
        const bool strong = index.column() <= BreakdownModel::PaidColumn;
        const bool alarming = index.column() == BreakdownModel::NeedsAttentionColumn;
        paintRowText(painter, cell, index.data().toString(),
                     alarming ? colors.red.text
                     : strong ? colors.text
                              : colors.secondText,
                     scaledFont(option.font, 1, strong ? QFont::DemiBold : QFont::Normal),
                     index.column() >= BreakdownModel::LeadsColumn ? Qt::AlignRight : Qt::AlignLeft);
    }

private:
    /// Beside the amount, whose width is fixed so that all bars start at the same place.
    static void paintBar(QPainter *painter, const QRect &cell, double share, const Colors &colors, const QFont &font)
    {
        const int left = cell.left() + scaledPx(font, 96);
        const int width = static_cast<int>((cell.right() - left) * share);
        if (width <= 0)
            return;
        const int height = scaledPx(font, 12);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        QColor calm = colors.green.text;
        calm.setAlphaF(0.35F);
        painter->setBrush(calm);
        painter->drawRoundedRect(QRect(left, cell.center().y() - height / 2, width, height), 3, 3);
        painter->setRenderHint(QPainter::Antialiasing, false);
    }
};

int widthOf(int column)
{
    switch (static_cast<BreakdownModel::Column>(column)) {
    case BreakdownModel::KeyColumn:
        return 150;
    case BreakdownModel::LeadsColumn:
        return 64;
    case BreakdownModel::OnItsWayColumn:
    case BreakdownModel::RefundedColumn:
        return 104;
    case BreakdownModel::NeedsAttentionColumn:
        return 124;
    case BreakdownModel::PaidColumn:
    case BreakdownModel::ColumnCount:
        break;
    }
    return 0;
}

} // namespace

BreakdownTable::BreakdownTable(BreakdownModel &model, const QString &accessibleName, QWidget *parent) : RowTable(parent)
{
    setModel(&model);
    setAccessibleName(accessibleName);
    setItemDelegate(new BreakdownDelegate(this));
    dressTable(this, heightOfRow(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setSectionsClickable(false);
    connect(this, &RowTable::rowActivated, this, &BreakdownTable::choose);
    connect(this, &QAbstractItemView::doubleClicked, this, &BreakdownTable::choose);
}

void BreakdownTable::choose()
{
    if (currentIndex().isValid())
        Q_EMIT rowChosen(currentIndex().data(BreakdownModel::KeyRole));
}

void BreakdownTable::resizeEvent(QResizeEvent *event)
{
    RowTable::resizeEvent(event);
    int left = viewport()->width();
    for (int column = 0; column < BreakdownModel::ColumnCount; ++column) {
        if (column == BreakdownModel::PaidColumn)
            continue;
        const int width = scaledPx(this, widthOf(column));
        setColumnWidth(column, width);
        left -= width;
    }
    setColumnWidth(BreakdownModel::PaidColumn, std::max(left, scaledPx(this, 120)));
}

} // namespace pl::ui
