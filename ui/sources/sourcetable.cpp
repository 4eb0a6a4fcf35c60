#include "ui/sources/sourcetable.h"

#include "models/domain/money.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourcewords.h"
#include "ui/widgets/columnlayout.h"
#include "ui/words/moments.h"

#include <QPointer>

namespace pl::ui {

using tables::SourceState;
using tables::SourceTableModel;

namespace {

Chip chipOfSource(const SourceContext &sources, const SourceTableModel &model, const LeadSource &source, Timestamp now)
{
    const auto silence = sources.book.silence(source.id);
    return sourceChip(model.stateOf(source), sources.book.items(source.id).waiting,
                      silence ? std::optional(silence->since) : std::nullopt, now);
}

} // namespace

SourceDelegate::SourceDelegate(const OfficeContext &context, const SourceContext &sources,
                               const SourceTableModel &model, QObject *parent)
    : RowDelegate(parent), m_context(context), m_sources(sources), m_model(model)
{
}

QString SourceDelegate::wordsOf(const LeadSource &source, int column) const
{
    switch (static_cast<SourceTableModel::Column>(column)) {
    case SourceTableModel::KindColumn:
        return sourceKindText(source);
    case SourceTableModel::StateColumn:
        return chipOfSource(m_sources, m_model, source, m_context.clock()).text;
    case SourceTableModel::LastColumn: {
        const auto last = m_model.lastOf(source);
        return last ? momentText(*last, m_context.clock()) : tr("never");
    }
    case SourceTableModel::CostColumn:
        return moneyText(Money{m_model.costOf(source), m_context.replica.settings().currency});
    case SourceTableModel::NameColumn:
    case SourceTableModel::TodayColumn:
    case SourceTableModel::WeekColumn:
    case SourceTableModel::ToSortColumn:
    case SourceTableModel::DuplicatesColumn:
    case SourceTableModel::ColumnCount:
        break;
    }
    return {};
}

void SourceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect cell = paintRowGround(painter, option);
    const LeadSource *source = m_model.sourceAt(index);
    if (!source)
        return;
    const Colors &colors = colorsOf(option.palette);
    const int column = index.column();
    if (column == SourceTableModel::StateColumn)
        return paintChip(painter, cell, chipOfSource(m_sources, m_model, *source, m_context.clock()), colors,
                         option.font);
    const bool isName = column == SourceTableModel::NameColumn;
    const bool isQuiet = !source->active || column == SourceTableModel::KindColumn;
    QFont font = option.font;
    font.setWeight(isName ? QFont::DemiBold : QFont::Normal);
    paintRowText(painter, cell, index.data().toString(), isQuiet ? colors.secondText : colors.text, font,
                 column >= SourceTableModel::TodayColumn ? Qt::AlignRight : Qt::AlignLeft);
}

SourceTable::SourceTable(OfficeContext &context, const SourceContext &sources, SourceTableModel &model, QWidget *parent)
    : RowTable(parent), m_model(model)
{
    setObjectName(QStringLiteral("sourcesTable"));
    setAccessibleName(tr("Sources"));
    setModel(&model);
    auto *delegate = new SourceDelegate(context, sources, model, this);
    setItemDelegate(delegate);
    model.setWords([words = QPointer(delegate)](const LeadSource &source, int column) {
        return words ? words->wordsOf(source, column) : QString();
    });
    dress(context.settings, QStringLiteral("sources"),
          {{SourceTableModel::NameColumn, {120, 190, true, 9}},
           {SourceTableModel::KindColumn, {90, 130, true, 5}},
           {SourceTableModel::StateColumn, {100, 150, false, 8}},
           {SourceTableModel::LastColumn, {84, 96, false, 7}},
           {SourceTableModel::TodayColumn, {56, 62, false, 6}},
           {SourceTableModel::WeekColumn, {58, 66, false, 4}},
           {SourceTableModel::ToSortColumn, {62, 70, false, 3}},
           {SourceTableModel::CostColumn, {66, 78, false, 2}},
           {SourceTableModel::DuplicatesColumn, {56, 66, false, 1}}});
    keepSort(context.settings, QStringLiteral("sources/sort"), {SourceTableModel::NameColumn, Qt::AscendingOrder});
}

QUuid SourceTable::currentSource() const
{
    return currentIndex().data(SourceTableModel::SourceIdRole).toUuid();
}

bool SourceTable::selectSource(const QUuid &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, 0));
    return true;
}

void SourceTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    Q_EMIT currentSourceChanged(current.data(SourceTableModel::SourceIdRole).toUuid());
}

} // namespace pl::ui
