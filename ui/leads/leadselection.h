#pragma once

#include "models/tables/leadtablemodel.h"

#include <QObject>
#include <QSet>

namespace pl::ui {

/// The leads that are checked in a table. Kept by id, so they stay checked wherever sorting and news move them; a lead
/// whose row leaves the table is no longer one of them.
class LeadSelection : public QObject
{
    Q_OBJECT

public:
    /// `model` must outlive the selection.
    explicit LeadSelection(const tables::LeadTableModel &model, QObject *parent = nullptr);

    bool contains(const QUuid &lead) const { return m_leads.contains(lead); }
    bool isEmpty() const { return m_leads.isEmpty(); }
    int count() const { return static_cast<int>(m_leads.size()); }
    /// In the table's order.
    QList<QUuid> leads() const;

    void toggle(int row);
    /// All rows from the one that was toggled last, or else `from`, to this one, and no others.
    void extend(int from, int row);
    void setAll();
    /// All that have a row.
    bool hasAll() const;
    /// Those that have a row.
    void set(const QList<QUuid> &leads);
    void clear() { set({}); }

Q_SIGNALS:
    void changed(int count);

private:
    QUuid idOf(int row) const;
    qsizetype leadRows() const;
    QSet<QUuid> between(int first, int last) const;
    void dropMissing();
    void put(const QSet<QUuid> &leads);

    const tables::LeadTableModel &m_model;
    QSet<QUuid> m_leads;
    QUuid m_anchor;
};

} // namespace pl::ui
