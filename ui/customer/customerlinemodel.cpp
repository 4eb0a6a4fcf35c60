#include "ui/customer/customerlinemodel.h"

#include "ui/words/moments.h"

namespace pl::ui {

CustomerLineModel::CustomerLineModel(const OfficeContext &context, QObject *parent)
    : HeadedTableModel({{WhenColumn, tr("When")}, {WhatColumn, tr("What")}}, {}, parent), m_context(context)
{
}

void CustomerLineModel::setLines(const QList<CustomerLine> &lines)
{
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

const CustomerLine *CustomerLineModel::lineAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_lines.size() ? &m_lines.at(index.row()) : nullptr;
}

int CustomerLineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant CustomerLineModel::data(const QModelIndex &index, int role) const
{
    const CustomerLine *line = lineAt(index);
    if (!line || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    if (index.column() == WhenColumn)
        return line->at ? dayTimeText(*line->at, m_context.clock()) : QString();
    return line->what;
}

} // namespace pl::ui
