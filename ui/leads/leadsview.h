#pragma once

#include "ui/exporting/exportlist.h"
#include "ui/leads/leadviews.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QStackedWidget;

namespace pl::tables {
class LeadTableModel;
}

namespace pl::ui {

class BulkActions;
class BulkBar;
class BulkPane;
class DetailPane;
class FilterBar;
class LeadActions;
class LeadTable;
class PaneOverlay;
class StatePage;

/// The leads: title and filters, table, detail pane. One widget for all the lists of the side bar. Enter assigns a lead
/// that needs a plumber and shows the details of any other; after an assignment the next one that needs one is current.
class LeadsView : public QWidget
{
    Q_OBJECT

public:
    LeadsView(OfficeContext &context, LeadActions &actions, QWidget *parent = nullptr);
    ~LeadsView() override;

    LeadView view() const { return m_view; }
    void setView(LeadView view);
    void setSearch(const QString &text);
    /// The detail pane over the table instead of beside it.
    void setOverlay(bool overlay);
    void focusTable();
    void showLead(const QUuid &leadId);
    /// Only the leads that `filter` lets through, until the chip with `title` is removed or another list is shown.
    void showNarrowed(const tables::LeadFilter &filter, const QString &title);
    LeadTable &table() { return *m_table; }
    BulkActions &bulk() { return *m_bulk; }
    BulkBar &bulkBar() { return *m_bulkBar; }
    void fillColumnMenu(QMenu *menu);
    /// What is exported, printed and copied.
    ExportList exportList() const;
    /// The keys that work here now: key cap and word.
    QList<std::pair<QString, QString>> keys() const;

protected:
    /// Esc leads from the pane back to the table.
    void keyPressEvent(QKeyEvent *event) override;

Q_SIGNALS:
    void searchCleared();
    /// The search found nothing here, and the person wants to look in all leads.
    void searchEverywhereRequested();
    void signOutRequested();
    void keysChanged();

private:
    QWidget *buildBars();
    void connectBulk();
    void selectionChanged();
    void bulkChanged();
    void activateMany();
    void showDetails();
    void activateRow();
    bool goOn(const QUuid &leadId);
    void applyFilter();
    void widen();
    void sortBy(int column, Qt::SortOrder order);
    void restoreSort();
    void currentLeadChanged(const QUuid &leadId);
    void rowsChanged();
    void selectSomething();
    void showState();
    void showEmptyState();
    QString sortKey() const;

    OfficeContext &m_context;
    LeadActions &m_actions;
    LeadView m_view = LeadView::All;
    QString m_search;
    std::optional<tables::LeadFilter> m_narrowed; ///< by what the narrowed chip stands for
    tables::LeadTableModel *m_model;
    FilterBar *m_bar;
    BulkActions *m_bulk;
    LeadTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_stack;
    DetailPane *m_pane;
    BulkBar *m_bulkBar;
    BulkPane *m_bulkPane;
    QStackedWidget *m_bars = nullptr;
    PaneOverlay *m_overlay;
    std::function<void()> m_stateAction;
    std::function<void()> m_stateSecondAction;
};

} // namespace pl::ui
