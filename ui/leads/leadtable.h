#pragma once

#include "models/tables/leadtablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/rowtable.h"

#include <QDeadlineTimer>
#include <QPersistentModelIndex>

namespace pl::ui {

class LeadSelection;

/// The table of leads. Rows that are added, removed or moved above the visible ones don't scroll those, except at the
/// very top, where new rows appear. One lead is current; besides, any number can be checked: by Space, by their check
/// boxes, with Shift or Ctrl by keys and clicks, and all by Ctrl+A. Esc or a plain click unchecks them.
class LeadTable : public RowTable
{
    Q_OBJECT

public:
    LeadTable(OfficeContext &context, tables::LeadTableModel &model, QWidget *parent = nullptr);

    /// Null when none is selected.
    QUuid currentLead() const;
    /// The checked leads in the table's order, else the current one.
    QList<QUuid> selectedLeads() const;
    /// Whether actions are about the checked leads instead of the current one: of several, or of one that isn't
    /// current.
    bool hasMany() const;
    LeadSelection &selection() { return *m_selection; }
    /// Checks the current row, or unchecks it.
    void toggleCurrent();
    void selectAll() override;
    /// False when the filter hides it.
    bool selectLead(const QUuid &leadId);
    /// The lead of the row at the top; null while the list isn't scrolled.
    QUuid topLead() const;
    /// Scrolls so that the lead's row is at the top; does nothing when it has no row.
    void scrollToTopLead(const QUuid &leadId);
    /// Where a popup about the current row belongs, in global coordinates.
    QRect currentRowOnScreen() const;

Q_SIGNALS:
    void currentLeadChanged(const QUuid &leadId);
    /// Other leads are checked, or another one is current while some are. Gives how many `selectedLeads` are.
    void selectionChangedTo(int count);
    /// Enter while several leads are checked.
    void manyActivated();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void addChecks();
    void pressCheck(int row, Qt::KeyboardModifiers modifiers);
    void pressRow(int row, Qt::KeyboardModifiers modifiers);
    bool selectByKey(QKeyEvent *event);
    void reportSelection();
    void noteAnchor();
    void keepAnchor();
    void fadeRows();
    void updateFading();

    OfficeContext &m_context;
    tables::LeadTableModel &m_model;
    LeadSelection *m_selection;
    QPersistentModelIndex m_anchor;
    int m_anchorOffset = 0;
    QTimer m_fade;
    QDeadlineTimer m_fadeEnd; ///< not by the clock, which may be set back meanwhile
};

} // namespace pl::ui
