#pragma once

#include "models/tables/savedviewdefinition.h"
#include "ui/leads/leadviews.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace pl::tables {
class LeadTableModel;
}

namespace pl::ui {

class DetailPane;
class FilterBar;
class LeadActions;
class LeadTable;
class MoreFilters;
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
    /// Shows a saved view under its name until setView().
    void showSaved(const QUuid &id, const QString &name, const tables::SavedViewDefinition &definition);
    /// The saved view that is shown was changed, here or elsewhere. What the person is changing right now stays.
    void savedViewChanged(const QString &name, const tables::SavedViewDefinition &definition);
    std::optional<QUuid> savedView() const;
    /// Whether a saved view is shown otherwise than it was saved.
    bool isChanged() const;
    /// What is shown now, to be saved.
    tables::SavedViewDefinition definition() const;
    void setGrouping(tables::LeadGrouping grouping);
    /// Offers to save what is filtered.
    void setCanSave(bool canSave) { m_canSave = canSave; }
    void setSearch(const QString &text);
    /// The detail pane over the table instead of beside it.
    void setOverlay(bool overlay);
    /// The details in a window of their own, where the leads' keys work, too.
    void setDetached(bool detached);
    bool isDetached() const;
    void focusTable();
    void showLead(const QUuid &leadId);
    LeadTable &table() { return *m_table; }
    void fillColumnMenu(QMenu *menu);

protected:
    /// Esc leads from the pane back to the table.
    void keyPressEvent(QKeyEvent *event) override;

Q_SIGNALS:
    void searchCleared();
    /// The search found nothing here, and the person wants to look in all leads.
    void searchEverywhereRequested();
    void signOutRequested();
    void detachedChanged(bool detached);
    /// The person wants to save what is shown.
    void saveWanted();

private:
    struct Saved
    {
        QUuid id;
        tables::SavedViewDefinition definition;
    };
    void connectFilters();
    tables::LeadFilter filterNow() const;
    void leaveSaved();
    bool isFiltering() const;
    void clearFilters();
    void showSaveOffer();
    bool showEmptySaved();
    void activateRow();
    bool goOn(const QUuid &leadId);
    void applyFilter();
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
    std::optional<Saved> m_saved;
    QList<int> m_savedColumns; ///< of the saved view, as the person has them now
    bool m_canSave = false;
    QTimer m_minute;
    tables::LeadTableModel *m_model;
    FilterBar *m_bar;
    MoreFilters *m_more;
    LeadTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_stack;
    DetailPane *m_pane;
    PaneOverlay *m_overlay;
    std::function<void()> m_stateAction;
    std::function<void()> m_stateSecondAction;
};

} // namespace pl::ui
