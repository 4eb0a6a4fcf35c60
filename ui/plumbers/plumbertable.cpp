#include "ui/plumbers/plumbertable.h"

#include "ui/style/metrics.h"
#include "ui/widgets/columnlayout.h"
#include "ui/words/chips.h"

namespace pl::ui {

using tables::PlumberTableModel;

namespace {

ColumnPlan plumberColumnPlan(int column)
{
    switch (static_cast<PlumberTableModel::Column>(column)) {
    case PlumberTableModel::NameColumn:
        return {120, 150, false, 9};
    case PlumberTableModel::StatusColumn:
        return {80, 88, false, 8};
    case PlumberTableModel::ServicesColumn:
        return {130, 250, true, 7};
    case PlumberTableModel::ZipColumn:
        return {56, 68, false, 2};
    case PlumberTableModel::RadiusColumn:
        return {60, 68, false, 1};
    case PlumberTableModel::PhoneColumn:
        return {112, 124, false, 5};
    case PlumberTableModel::EmailColumn:
        return {130, 190, false, 3};
    case PlumberTableModel::TodayColumn:
        return {56, 68, false, 6};
    case PlumberTableModel::CapColumn:
    case PlumberTableModel::CardColumn:
    case PlumberTableModel::ColumnCount:
        break;
    }
    return {72, 82, false, 4};
}

const QColor &textColorOf(const QModelIndex &index, const Colors &colors)
{
    const bool active = index.data(PlumberTableModel::StatusRole).toInt() == static_cast<int>(PlumberStatus::Active);
    if (index.column() == PlumberTableModel::CardColumn)
        return index.data(PlumberTableModel::RawRole).toBool() ? colors.secondText : colors.amber.text;
    return active ? colors.text : colors.secondText;
}

} // namespace

void PlumberDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect cell = paintRowGround(painter, option);
    const Colors &colors = colorsOf(option.palette);
    if (index.column() == PlumberTableModel::StatusColumn) {
        const auto status = static_cast<PlumberStatus>(index.data(PlumberTableModel::StatusRole).toInt());
        return paintChip(painter, cell, chipOf(status), colors, option.font);
    }
    QFont font = option.font;
    font.setWeight(index.column() == PlumberTableModel::NameColumn ? QFont::DemiBold : QFont::Normal);
    paintRowText(painter, cell, index.data().toString(), textColorOf(index, colors), font);
}

QSize PlumberDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, scaledPx(option.font, 34)};
}

PlumberTable::PlumberTable(OfficeContext &context, PlumberTableModel &model, QWidget *parent) : RowTable(parent)
{
    setObjectName(QStringLiteral("plumbersTable"));
    setAccessibleName(tr("Plumbers"));
    setModel(&model);
    setItemDelegate(new PlumberDelegate(this));
    dress();
    setColumns(new ColumnLayout(*this, context.settings, QStringLiteral("plumbers"), plumberColumnPlan));
    keepSort(context.settings, QStringLiteral("plumbers/sort"), {PlumberTableModel::NameColumn, Qt::AscendingOrder});
}

} // namespace pl::ui
