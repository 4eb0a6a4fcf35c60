#include "ui/sorting/intaketable.h"

#include "ui/style/chip.h"
#include "ui/widgets/columnlayout.h"
#include "ui/words/intakewords.h"
#include "ui/words/moments.h"

#include <QPointer>

namespace pl::ui {

using tables::IntakeTableModel;

IntakeDelegate::IntakeDelegate(const OfficeContext &context, const IntakeTableModel &model, QObject *parent)
    : RowDelegate(parent), m_context(context), m_model(model)
{
}

QString IntakeDelegate::textOf(const IntakeItem &item, int column) const
{
    switch (static_cast<IntakeTableModel::Column>(column)) {
    case IntakeTableModel::SourceColumn: {
        const QString source = sourceText(m_context.replica.sourceName(item.sourceId));
        return item.isTest ? tr("%1, a test").arg(source) : source;
    }
    case IntakeTableModel::CameColumn:
        return momentText(item.receivedAt, m_context.clock());
    case IntakeTableModel::CauseColumn:
        return chipOf(item).text;
    case IntakeTableModel::ReasonColumn:
        return item.reason;
    case IntakeTableModel::ColumnCount:
        break;
    }
    return {};
}

void IntakeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect cell = paintRowGround(painter, option);
    const IntakeItem *item = m_model.itemAt(index);
    if (!item)
        return;
    const Colors &colors = colorsOf(option.palette);
    const int column = index.column();
    if (column == IntakeTableModel::CauseColumn)
        return paintChip(painter, cell, chipOf(*item), colors, option.font);
    const bool isQuiet = column == IntakeTableModel::ReasonColumn;
    QFont font = option.font;
    font.setWeight(column == IntakeTableModel::SourceColumn ? QFont::DemiBold : QFont::Normal);
    // A reason may have several lines; the tool tip shows them.
    paintRowText(painter, cell, textOf(*item, column).simplified(), isQuiet ? colors.secondText : colors.text, font);
}

IntakeTable::IntakeTable(OfficeContext &context, IntakeTableModel &model, QWidget *parent) : RowTable(parent)
{
    setObjectName(QStringLiteral("sortingTable"));
    setAccessibleName(tr("To sort"));
    setModel(&model);
    auto *delegate = new IntakeDelegate(context, model, this);
    setItemDelegate(delegate);
    model.setSpokenWords([words = QPointer(delegate)](const IntakeItem &item, int column) {
        return words ? words->textOf(item, column) : QString();
    });
    dress(context.settings, QStringLiteral("sorting"),
          {{IntakeTableModel::SourceColumn, {160, 190, true, 9}},
           {IntakeTableModel::CameColumn, {84, 92, false, 7}},
           {IntakeTableModel::CauseColumn, {118, 124, false, 8}},
           {IntakeTableModel::ReasonColumn, {170, 260, true, 6}}});
    keepSort(context.settings, QStringLiteral("sorting/sort"), {IntakeTableModel::CameColumn, Qt::DescendingOrder});
}

void IntakeTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    Q_EMIT currentItemChanged(current.data(IntakeTableModel::ItemIdRole).toUuid());
}

} // namespace pl::ui
