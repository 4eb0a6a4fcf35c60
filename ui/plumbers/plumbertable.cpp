#include "ui/plumbers/plumbertable.h"

#include "ui/widgets/columnlayout.h"
#include "ui/words/chips.h"

namespace pl::ui {

using tables::PlumberTableModel;

namespace {

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

PlumberTable::PlumberTable(OfficeContext &context, PlumberTableModel &model, QWidget *parent) : RowTable(parent)
{
    setObjectName(QStringLiteral("plumbersTable"));
    setAccessibleName(tr("Plumbers"));
    setModel(&model);
    setItemDelegate(new PlumberDelegate(this));
    dress(context.settings, QStringLiteral("plumbers"),
          {{PlumberTableModel::NameColumn, {120, 150, false, 9}},
           {PlumberTableModel::StatusColumn, {80, 88, false, 8}},
           {PlumberTableModel::ServicesColumn, {130, 250, true, 7}},
           {PlumberTableModel::ZipColumn, {56, 68, false, 2}},
           {PlumberTableModel::RadiusColumn, {60, 68, false, 1}},
           {PlumberTableModel::PhoneColumn, {112, 124, false, 5}},
           {PlumberTableModel::EmailColumn, {130, 190, false, 3}},
           {PlumberTableModel::TodayColumn, {56, 68, false, 6}},
           {PlumberTableModel::CapColumn, {72, 82, false, 4}},
           {PlumberTableModel::CardColumn, {72, 82, false, 4}}});
    keepSort(context.settings, QStringLiteral("plumbers/sort"), {PlumberTableModel::NameColumn, Qt::AscendingOrder});
}

} // namespace pl::ui
