#pragma once

#include "models/tables/savedviewdefinition.h"
#include "ui/exporting/exportlist.h"
#include "ui/leads/leadviews.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QStackedWidget;
class QToolButton;

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
class LeadBoard;
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
    /// Offers to save what is filtered, with the keys of `save`, which must outlive the view.
    void setSaveAction(const QAction *save);
    /// What the keys say about searching.
    void setSearchAction(const QAction *search) { m_searchAction = search; }
    /// What the board's button says about keys.
    void setBoardAction(const QAction *board);
    /// Cards in columns instead of the table; remembered for each list. A board has no sections.
    void setBoard(bool board);
    bool isBoard() const { return m_isBoard; }
    /// As it was typed, in the language of the window.
    void setSearch(const QString &text);
    /// The detail pane over the table instead of beside it.
    void setOverlay(bool overlay);
    /// The details in a window of their own, where the leads' keys work, too.
    void setDetached(bool detached);
    bool isDetached() const;
    /// Whether the details lie over the table.
    bool hasOpenPane() const;
    /// Lays them there; where they are beside it, nothing changes.
    void openPane();
    void focusTable();
    void showLead(const QUuid &leadId);
    /// All leads that `filter` lets through, until the chip with `title` is removed or another list is shown. The other
    /// filters choose among them.
    void showNarrowed(const tables::LeadFilter &filter, const QString &title);
    bool isNarrowed() const { return m_narrowed.has_value(); }
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
    /// How many leads the search has found, in words; empty while nothing is searched for.
    void found(const QString &words);
    /// The search found nothing here, and the person wants to look in all leads.
    void searchEverywhereRequested();
    void signOutRequested();
    /// There has never been a lead, and the person wants to know how to begin.
    void firstStepsWanted();
    void keysChanged();
    void detachedChanged(bool detached);
    void boardChanged(bool board);
    /// The person wants to save what is shown.
    void saveWanted();

private:
    struct Saved
    {
        QUuid id;
        tables::SavedViewDefinition definition;
    };
    void connectParts();
    void connectRows();
    void connectFilters();
    tables::LeadFilter filterNow() const;
    void leaveSaved();
    bool isFiltering() const;
    QString search() const;
    void clearFilters();
    void showSaveOffer();
    bool showEmptySaved();
    QWidget *buildBars();
    void connectBulk();
    void connectBoard();
    void turnBoard(bool board);
    void restoreShape();
    void selectInTable(const std::function<void()> &select);
    void moveCard(const QUuid &leadId, LeadStatus to);
    QWidget *rowsWidget() const;
    QRect currentOnScreen() const;
    void selectionChanged();
    void bulkChanged();
    void activateMany();
    void showDetails();
    void leavePane();
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
    std::optional<Saved> m_saved;
    QList<int> m_savedColumns;               ///< of the saved view, as the person has them now
    const QAction *m_saveAction = nullptr;   ///< null: views can't be saved
    const QAction *m_searchAction = nullptr; ///< null: has no keys
    QTimer m_minute;
    std::optional<tables::LeadFilter> m_narrowed; ///< by what the narrowed chip stands for
    tables::LeadTableModel *m_model;
    FilterBar *m_bar;
    BulkActions *m_bulk;
    MoreFilters *m_more;
    LeadTable *m_table;
    LeadBoard *m_board; ///< follows the table's current lead, and leads it
    QToolButton *m_boardButton;
    bool m_isBoard = false;
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
