#pragma once

#include "models/tables/leadfilter.h"
#include "models/tables/plumbertablemodel.h"
#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QStackedWidget;
class QTableView;

namespace pl::ui {

class FilterChip;
class FilterField;
class PaneOverlay;
class PlainLabel;
class PlumberForm;
class PlumberPane;
class PlumberTable;
class StatePage;

/// The office's plumbers: filters, a table, a pane with all about the current one; add, edit, pause, verify. Enter
/// shows the details, as with leads.
class PlumbersView : public QWidget
{
    Q_OBJECT

public:
    /// `context` must outlive the view.
    explicit PlumbersView(OfficeContext &context, QWidget *parent = nullptr);

    /// Add, edit, pause or activate, pause until a day, verify, open the duplicate, and for an admin the card link, for
    /// a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const;
    void focusTable();
    QTableView &table();
    /// What is exported, printed and copied.
    ExportList exportList() const;
    /// Makes this plumber's row the current one, and clears filters that hide it.
    void showPlumber(const QUuid &plumberId);
    /// The pane over the table instead of beside it.
    void setOverlay(bool overlay);

public Q_SLOTS:
    void addPlumber();
    void editPlumber();
    /// Pauses an active plumber and activates a paused one.
    void togglePaused();
    /// Opens the form to pause a plumber until a day.
    void pauseUntil();
    /// Says that the office has checked who the plumber is, or takes that back.
    void toggleVerified();
    /// Goes to the plumber with the same phone number or address.
    void showTwin();
    /// Copies the link to the page where the plumber adds a card.
    void copyLink();

Q_SIGNALS:
    /// `action` is empty when there is nothing to do about it.
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();
    void leadWanted(const QUuid &leadId);
    /// The leads behind `title`, in the list of leads.
    void leadsWanted(const pl::tables::LeadFilter &filter, const QString &title);

protected:
    /// Esc leads from the pane back to the table.
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildList();
    QWidget *buildHeader();
    void buildFilters(QWidget *header);
    void makeActions();
    void makePane();
    void connectAll();
    void connectFilters();
    void connectPane();
    void applyFilter();
    void clearFilters();
    void showDetails();
    void showLeadsOf(const QUuid &plumberId, bool completed);
    bool isPaused(const Plumber &plumber) const { return plumber.isPausedOn(m_model->today()); }
    const Plumber *current() const;
    bool isLive() const { return m_context.replica.connection() == replica::Connection::Live; }
    void refresh();
    void showState();
    void runStateAction();
    void save(const Plumber &typed);

    /// From the row as it is to the row as it was.
    using Restore = std::function<Plumber(const Plumber &now)>;
    /// What a key does to a plumber at once.
    struct Step
    {
        QString done;
        QString failed; ///< "Ann Lee was not paused"
        Restore restore;
    };
    void run(const Plumber &seen, const Plumber &wanted, const Step &step);
    Step pauseStep(const Plumber &seen) const;
    Step verifyStep(const Plumber &seen) const;
    void say(const QString &sentence, Notice::Kind kind = Notice::Kind::Done);
    /// Says what was done, and offers to undo it: in the notice, or later by Undo.
    void offerUndo(const Plumber &written, const QString &done, const Restore &restore);
    QFuture<Result<>> takenBack(const QFuture<Result<Plumber>> &pending);

    OfficeContext &m_context;
    tables::PlumberTableModel *m_model;
    PlumberForm *m_form;
    PlumberTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_pages;
    PlumberPane *m_pane = nullptr;
    PaneOverlay *m_overlay = nullptr;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_pauseUntil = nullptr;
    QAction *m_verify = nullptr;
    QAction *m_showTwin = nullptr;
    QAction *m_copyLink = nullptr; ///< for admins only
    PlainLabel *m_count = nullptr;
    FilterField *m_filter = nullptr;
    FilterChip *m_statuses = nullptr;
    FilterChip *m_concerns = nullptr;
    QTimer m_minute;
    QSet<QUuid> m_pending;              ///< plumbers with a write under way
    QHash<QUuid, qint64> m_ownVersions; ///< the newest version of each plumber that this window wrote
};

} // namespace pl::ui
