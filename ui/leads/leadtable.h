#pragma once

#include "models/tables/leadtablemodel.h"
#include "ui/common/officecontext.h"

#include <QDeadlineTimer>
#include <QPersistentModelIndex>
#include <QTableView>

namespace pl::ui {

class ColumnLayout;

/// The table of leads. Rows that come, go or move above what is in sight don't move what is in sight, except at the
/// very top, where new rows come into sight by themselves. Selects one lead at a time.
class LeadTable : public QTableView
{
    Q_OBJECT

public:
    LeadTable(OfficeContext &context, tables::LeadTableModel &model, QWidget *parent = nullptr);

    /// Null when none is selected.
    QUuid currentLead() const;
    /// False when the filter hides it.
    bool selectLead(const QUuid &leadId);
    ColumnLayout &columns() { return *m_columns; }
    /// Where a popup about the current row belongs, in global coordinates.
    QRect currentRowOnScreen() const;

    /// One letter is a shortcut here, not a search.
    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    void currentLeadChanged(const QUuid &leadId);
    /// Enter or a double click.
    void leadActivated();
    /// Space or a click: the person wants to see this lead.
    void detailsWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void noteAnchor();
    void keepAnchor();
    void fadeRows();
    void settleMetrics();

    OfficeContext &m_context;
    tables::LeadTableModel &m_model;
    ColumnLayout *m_columns;
    QPersistentModelIndex m_anchor;
    int m_anchorOffset = 0;
    QTimer m_fade;
    QDeadlineTimer m_fadeEnd; ///< not by the clock, which may be set back meanwhile
};

} // namespace pl::ui
