#include "ui/customer/customertable.h"

#include "ui/style/colors.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/plaindelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace pl::ui {
namespace {

class CustomerLineDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect cell = paintRowGround(painter, option);
        const auto *line = static_cast<const CustomerLineModel *>(index.model())->lineAt(index);
        if (!line)
            return;
        const Colors &colors = colorsOf(option.palette);
        const bool isQuiet = index.column() == CustomerLineModel::WhenColumn;
        paintRowText(painter, cell, index.data().toString().simplified(),
                     line->isWrong ? colors.red.text
                     : isQuiet     ? colors.secondText
                                   : colors.text,
                     option.font);
    }
};

} // namespace

CustomerTable::CustomerTable(OfficeContext &context, CustomerLineModel &model, QWidget *parent) : RowTable(parent)
{
    setObjectName(QStringLiteral("customerLines"));
    setModel(&model);
    setItemDelegate(new CustomerLineDelegate(this));
    dress(
        context.settings, QStringLiteral("customerFile"),
        {{CustomerLineModel::WhenColumn, {112, 132, false, 8}}, {CustomerLineModel::WhatColumn, {240, 460, true, 9}}});
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setSortIndicatorShown(false);
}

void CustomerTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    Q_EMIT currentLineChanged();
}

void CustomerTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && event->key() == Qt::Key_Left)
        Q_EMIT sectionsWanted();
    else
        RowTable::keyPressEvent(event);
}

} // namespace pl::ui
