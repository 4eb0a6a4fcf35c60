#pragma once

#include "models/domain/newlead.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QStackedWidget;

namespace pl::tables {
class IntakeTableModel;
}

namespace pl::ui {

class FilterChip;
class IntakeTable;
class PaneOverlay;
class PlainLabel;
class SortingActions;
class SortingDesk;
class SortingPane;
class StatePage;

/// What sources sent and what can't be a lead as it is: the items by source and reason, and beside them what was sent,
/// value by value. Enter goes to the values; there Enter says what one is. Admins save that for all that comes.
class SortingView : public QWidget
{
    Q_OBJECT

public:
    /// `context.intake` must not be null.
    explicit SortingView(OfficeContext &context, QWidget *parent = nullptr);

    /// For a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const;
    /// The keys for the status line, with what they do.
    QList<std::pair<QString, QString>> keys() const;
    void focusTable();
    /// Shows the pane over the table instead of beside it.
    void setOverlay(bool overlay);
    /// How many items wait for somebody.
    int waiting() const { return m_waiting; }

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    void undoRequested();
    /// The person types the rest of the lead; `created` is to be called when it is one.
    void leadFormWanted(const pl::NewLead &known, const std::function<void()> &created);
    void waitingChanged(int waiting);

private:
    QWidget *buildList();
    QWidget *buildBar();
    void connectAll();
    void connectModel();
    void offerChoices();
    void applyFilter();
    void rowsChanged();
    void map();
    void showState();
    void presentState();

    OfficeContext &m_context;
    tables::IntakeTableModel *m_model;
    SortingDesk *m_desk;
    SortingActions *m_actions;
    IntakeTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_pages;
    SortingPane *m_pane;
    PaneOverlay *m_overlay = nullptr;
    FilterChip *m_sources = nullptr;
    FilterChip *m_causes = nullptr;
    PlainLabel *m_count = nullptr;
    QTimer m_soon; ///< combines many changes into one update
    int m_waiting = 0;
};

} // namespace pl::ui
