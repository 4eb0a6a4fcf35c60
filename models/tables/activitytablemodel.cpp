#include "models/tables/activitytablemodel.h"

namespace pl::tables {

using replica::ActivityFeed;
using replica::ActivityLine;
using replica::OfficeReplica;

ActivityTableModel::ActivityTableModel(const ActivityFeed &feed, const OfficeReplica &office, QObject *parent)
    : SortedTableModel({{WhenColumn, tr("When")}, {WhatColumn, tr("What happened")}, {AboutColumn, tr("About")}},
                       WhenColumn, Qt::DescendingOrder, parent)
    , m_feed(feed)
{
    connect(&feed, &ActivityFeed::reset, this, &ActivityTableModel::rebuild);
    connect(&feed, &ActivityFeed::linesAdded, this, &ActivityTableModel::take);
    // The names in the rows come from the office.
    connect(&office, &OfficeReplica::reset, this, &ActivityTableModel::refresh);
    connect(&office, &OfficeReplica::plumbersChanged, this, &ActivityTableModel::refresh);
    connect(&office, &OfficeReplica::leadsChanged, this, &ActivityTableModel::refresh);
    rebuild();
}

QVariant ActivityTableModel::data(const QModelIndex &index, int role) const
{
    const ActivityLine *line = lineAt(index);
    if (!line)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(*line, index.column());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return m_words ? m_words(*line, index.column()) : displayValue(*line, index.column());
    case LineIdRole:
        return line->id();
    case LeadIdRole:
        return line->leadId().value_or(QUuid());
    case PlumberIdRole:
        return line->plumberId().value_or(QUuid());
    default:
        return {};
    }
}

QString ActivityTableModel::displayValue(const ActivityLine &line, int column) const
{
    switch (static_cast<Column>(column)) {
    case WhenColumn:
        return line.at.toString();
    case WhatColumn:
        return line.ofLead() ? QString(enumName(line.ofLead()->kind)) : QString(enumName(line.ofOffice()->kind));
    case AboutColumn:
        return line.ofLead() ? QString() : line.ofOffice()->subject;
    case ColumnCount:
        break;
    }
    return {};
}

const ActivityLine *ActivityTableModel::lineAt(const QModelIndex &index) const
{
    return m_feed.line(idAt(index));
}

SortedTableModel::Row ActivityTableModel::rowFor(const ActivityLine &line) const
{
    return {.id = line.id(), .number = line.at.micros, .made = line.number()};
}

std::vector<SortedTableModel::Row> ActivityTableModel::wantedRows() const
{
    std::vector<Row> wanted;
    for (const ActivityLine &line : m_feed.lines())
        wanted.push_back(rowFor(line));
    return wanted;
}

void ActivityTableModel::take(const QList<ActivityLine> &lines)
{
    if (lines.size() > kPlacedOneByOne)
        return rearrange();
    for (const ActivityLine &line : lines)
        putRow(rowFor(line));
}

} // namespace pl::tables
