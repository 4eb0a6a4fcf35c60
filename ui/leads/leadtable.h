#pragma once

#include "models/tables/leadtablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/rowtable.h"

#include <QDeadlineTimer>
#include <QPersistentModelIndex>

namespace pl::ui {

/// The table of leads. Rows that are added, removed or moved above the visible ones don't scroll those, except at the
/// very top, where new rows appear. Selects one lead at a time.
class LeadTable : public RowTable
{
    Q_OBJECT

public:
    LeadTable(OfficeContext &context, tables::LeadTableModel &model, QWidget *parent = nullptr);

    /// Null when none is selected.
    QUuid currentLead() const;
    /// False when the filter hides it.
    bool selectLead(const QUuid &leadId);
    /// Where a popup about the current row belongs, in global coordinates.
    QRect currentRowOnScreen() const;

Q_SIGNALS:
    void currentLeadChanged(const QUuid &leadId);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void noteAnchor();
    void keepAnchor();
    void fadeRows();

    OfficeContext &m_context;
    tables::LeadTableModel &m_model;
    QPersistentModelIndex m_anchor;
    int m_anchorOffset = 0;
    QTimer m_fade;
    QDeadlineTimer m_fadeEnd; ///< not by the clock, which may be set back meanwhile
};

} // namespace pl::ui
