#include "ui/activity/activitytable.h"

#include "ui/style/colors.h"
#include "ui/widgets/columnlayout.h"
#include "ui/words/activitywords.h"
#include "ui/words/leadwords.h"
#include "ui/words/moments.h"
#include "ui/words/words.h"

#include <QHeaderView>
#include <QScrollBar>

namespace pl::ui {

using replica::ActivityLine;
using tables::ActivityTableModel;

namespace {

QString sentenceOf(const OfficeContext &context, const ActivityLine &line)
{
    const QString plumber = context.replica.plumberName(line.plumberId());
    return line.ofLead()
               ? eventSentence(*line.ofLead(), plumber, context.userEmail)
               : activitySentence(*line.ofOffice(), plumber, context.userEmail, context.replica.settings().currency);
}

/// "Maria Gonzalez, Drain Cleaning" for a lead, the plumber's name for a plumber.
QString subjectOf(const OfficeContext &context, const ActivityLine &line)
{
    if (!line.leadId())
        return context.replica.plumberName(line.plumberId());
    const Lead *lead = context.replica.lead(*line.leadId());
    if (!lead)
        return ActivityTable::tr("A lead that is no longer there");
    return lead->serviceNeeded.isEmpty()
               ? leadName(*lead)
               : ActivityTable::tr("%1, %2", "a customer, a service").arg(leadName(*lead), lead->serviceNeeded);
}

} // namespace

QString activityText(const OfficeContext &context, const ActivityLine &line, int column)
{
    if (column == ActivityTableModel::WhenColumn)
        return momentText(line.at, context.clock());
    return column == ActivityTableModel::WhatColumn ? sentenceOf(context, line) : subjectOf(context, line);
}

ActivityDelegate::ActivityDelegate(const OfficeContext &context, const ActivityTableModel &model, QObject *parent)
    : RowDelegate(parent), m_context(context), m_model(model)
{
}

void ActivityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect cell = paintRowGround(painter, option);
    const ActivityLine *line = m_model.lineAt(index);
    if (!line)
        return;
    const Colors &colors = colorsOf(option.palette);
    const bool isQuiet = index.column() != ActivityTableModel::WhatColumn;
    // A note may have several lines; the tool tip shows them.
    paintRowText(painter, cell, activityText(m_context, *line, index.column()).simplified(),
                 isQuiet ? colors.secondText : colors.text, option.font);
}

ActivityTable::ActivityTable(OfficeContext &context, ActivityTableModel &model, QWidget *parent) : RowTable(parent)
{
    setObjectName(QStringLiteral("activityTable"));
    setAccessibleName(tr("Activity"));
    setModel(&model);
    setItemDelegate(new ActivityDelegate(context, model, this));
    model.setSpokenWords([&context](const ActivityLine &line, int column) {
        return column == ActivityTableModel::WhenColumn ? fullMomentText(line.at) : activityText(context, line, column);
    });
    dress(context.settings, QStringLiteral("activity"),
          {{ActivityTableModel::WhenColumn, {112, 124, false, 8}},
           {ActivityTableModel::WhatColumn, {280, 460, true, 9}},
           {ActivityTableModel::AboutColumn, {170, 260, true, 7}}});
    // Only the newest were read, so no other order would be true.
    horizontalHeader()->setSortIndicatorShown(false);
    horizontalHeader()->setSectionsClickable(false);
    setSelectionMode(ExtendedSelection);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ActivityTable::scrolled);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &ActivityTable::scrolled);
}

bool ActivityTable::isNearItsEnd() const
{
    // The bar's range is set only when the rows are laid out.
    const int below = model()->rowCount() * verticalHeader()->defaultSectionSize() - verticalScrollBar()->value();
    return below <= 2 * viewport()->height();
}

void ActivityTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    Q_EMIT currentLineChanged();
}

} // namespace pl::ui
