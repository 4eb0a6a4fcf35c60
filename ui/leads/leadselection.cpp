#include "ui/leads/leadselection.h"

#include <algorithm>

namespace pl::ui {

LeadSelection::LeadSelection(const tables::LeadTableModel &model, QObject *parent) : QObject(parent), m_model(model)
{
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &LeadSelection::dropMissing);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &LeadSelection::dropMissing);
    connect(&model, &QAbstractItemModel::modelReset, this, &LeadSelection::dropMissing);
}

QUuid LeadSelection::idOf(int row) const
{
    const columns::Row lead = m_model.leadRow(m_model.index(row, 0));
    return lead == columns::kNoRow ? QUuid() : m_model.leads().id(lead);
}

QList<QUuid> LeadSelection::leads() const
{
    QList<QUuid> found;
    for (int row = 0; found.size() < m_leads.size() && row < m_model.rowCount(); ++row)
        if (const QUuid id = idOf(row); m_leads.contains(id))
            found += id;
    return found;
}

void LeadSelection::toggle(int row)
{
    if (idOf(row).isNull())
        return;
    m_anchor = idOf(row);
    if (!m_leads.remove(m_anchor))
        m_leads.insert(m_anchor);
    Q_EMIT changed(count());
}

void LeadSelection::extend(int from, int row)
{
    if (m_leads.isEmpty() || m_model.rowOf(m_anchor) < 0)
        m_anchor = idOf(from);
    const int anchor = m_model.rowOf(m_anchor);
    const auto [first, last] = std::minmax({anchor < 0 ? from : anchor, row});
    put(between(first, last));
}

void LeadSelection::setAll()
{
    put(between(0, m_model.rowCount() - 1));
}

bool LeadSelection::hasAll() const
{
    return m_leads.size() == leadRows();
}

qsizetype LeadSelection::leadRows() const
{
    if (m_model.grouping() == tables::LeadGrouping::None)
        return m_model.rowCount();
    qsizetype count = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        count += m_model.groupAt(m_model.index(row, 0)) == nullptr;
    return count;
}

/// A section's head is no lead.
QSet<QUuid> LeadSelection::between(int first, int last) const
{
    QSet<QUuid> leads;
    for (int row = first; row <= last; ++row)
        if (const QUuid id = idOf(row); !id.isNull())
            leads.insert(id);
    return leads;
}

void LeadSelection::set(const QList<QUuid> &leads)
{
    m_anchor = QUuid();
    if (leads.isEmpty())
        return put({});
    const QSet<QUuid> wanted(leads.cbegin(), leads.cend());
    QSet<QUuid> found;
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (const QUuid id = idOf(row); wanted.contains(id))
            found.insert(id);
    put(found);
}

void LeadSelection::put(const QSet<QUuid> &leads)
{
    if (leads == m_leads)
        return;
    m_leads = leads;
    Q_EMIT changed(count());
}

void LeadSelection::dropMissing()
{
    if (m_leads.isEmpty())
        return;
    if (m_model.grouping() == tables::LeadGrouping::None) {
        QSet<QUuid> shown = m_leads;
        shown.removeIf([this](const QUuid &lead) { return !m_model.shows(lead); });
        return put(shown);
    }
    QSet<QUuid> still;
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (const QUuid id = idOf(row); m_leads.contains(id))
            still.insert(id);
    put(still);
}

} // namespace pl::ui
