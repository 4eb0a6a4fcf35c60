#pragma once

#include "models/tables/headedtablemodel.h"
#include "ui/customer/customersections.h"

namespace pl::ui {

/// The lines of one section of a customer's file.
class CustomerLineModel : public tables::HeadedTableModel
{
    Q_OBJECT

public:
    enum Column { WhenColumn, WhatColumn, ColumnCount };

    CustomerLineModel(const OfficeContext &context, QObject *parent);

    void setLines(const QList<CustomerLine> &lines);
    /// Null when there is none. Valid until the lines change.
    const CustomerLine *lineAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    const OfficeContext &m_context;
    QList<CustomerLine> m_lines;
};

} // namespace pl::ui
