#include "ui/plumbers/plumberdelegate.h"

#include "models/tables/plumbertablemodel.h"
#include "ui/style/chip.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/words/chips.h"

#include <QPainter>

namespace pl::ui {

using tables::PlumberTableModel;

namespace {

struct CellText
{
    QColor color;
    QFont::Weight weight = QFont::Normal;
};

CellText styleOf(const QModelIndex &index, const Colors &colors)
{
    const bool active = index.data(PlumberTableModel::StatusRole).toInt() == static_cast<int>(PlumberStatus::Active);
    const QColor normal = active ? colors.text : colors.secondText;
    switch (static_cast<PlumberTableModel::Column>(index.column())) {
    case PlumberTableModel::NameColumn:
        return {normal, QFont::DemiBold};
    case PlumberTableModel::CardColumn:
        return {index.data(PlumberTableModel::RawRole).toBool() ? colors.secondText : colors.amber.text};
    case PlumberTableModel::RadiusColumn:
    case PlumberTableModel::TodayColumn:
    case PlumberTableModel::CapColumn:
    case PlumberTableModel::StatusColumn:
    case PlumberTableModel::ServicesColumn:
    case PlumberTableModel::ZipColumn:
    case PlumberTableModel::PhoneColumn:
    case PlumberTableModel::EmailColumn:
    case PlumberTableModel::ColumnCount:
        break;
    }
    return {normal};
}

void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const Colors &colors)
{
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colors.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colors.hover);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
}

} // namespace

void PlumberDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    paintGround(painter, option, colors);
    const int padding = scaledPx(option.font, 10);
    const QRect cell = option.rect.adjusted(padding, 0, -padding / 2, -1);
    if (index.column() == PlumberTableModel::StatusColumn) {
        const auto status = static_cast<PlumberStatus>(index.data(PlumberTableModel::StatusRole).toInt());
        paintChip(painter, cell, chipOf(status), colors, option.font);
        return;
    }
    const CellText style = styleOf(index, colors);
    const QFont font = scaledFont(option.font, 1, style.weight);
    painter->save();
    painter->setFont(font);
    painter->setPen(style.color);
    painter->drawText(cell, Qt::AlignVCenter | Qt::AlignLeft,
                      elided(index.data().toString(), QFontMetrics(font), cell.width()));
    painter->restore();
}

QSize PlumberDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {scaledPx(option.font, 100), scaledPx(option.font, 34)};
}

} // namespace pl::ui
