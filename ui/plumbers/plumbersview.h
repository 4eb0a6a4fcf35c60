#pragma once

#include "models/tables/plumbertablemodel.h"
#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QSet>
#include <QWidget>

class QAction;
class QStackedWidget;
class QTableView;

namespace pl::ui {

class FilterField;
class PlainLabel;
class PlumberForm;
class PlumberTable;
class StatePage;

/// The office's plumbers: a table, a text filter, add, edit and pause.
class PlumbersView : public QWidget
{
    Q_OBJECT

public:
    /// `context` must outlive the view.
    explicit PlumbersView(OfficeContext &context, QWidget *parent = nullptr);

    /// Add, edit, pause or activate, and for an admin the card link, for a menu. Their shortcuts work while the focus
    /// is in the view.
    QList<QAction *> menuActions() const;
    void focusTable();
    QTableView &table();
    /// What is exported, printed and copied.
    ExportList exportList() const;
    /// Makes this plumber's row the current one, and clears a filter that hides it.
    void showPlumber(const QUuid &plumberId);

public Q_SLOTS:
    void addPlumber();
    void editPlumber();
    /// Pauses an active plumber and activates a paused one.
    void togglePaused();
    /// Copies the link to the page where the plumber adds a card.
    void copyLink();

Q_SIGNALS:
    /// `action` is empty when there is nothing to do about it.
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();

private:
    QWidget *buildHeader();
    void makeActions();
    void connectAll();
    const Plumber *current() const;
    bool isLive() const { return m_context.replica.connection() == replica::Connection::Live; }
    void refresh();
    void showState();
    void runStateAction();
    void save(const Plumber &wanted);
    void statusWritten(const Result<Plumber> &outcome, const Plumber &seen);

    /// From the row as it is to the row as it was.
    using Restore = std::function<Plumber(const Plumber &now)>;
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
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_copyLink = nullptr; ///< for admins only
    PlainLabel *m_count = nullptr;
    FilterField *m_filter = nullptr;
    QSet<QUuid> m_pending;              ///< plumbers with a write under way
    QHash<QUuid, qint64> m_ownVersions; ///< the newest version of each plumber that this window wrote
};

} // namespace pl::ui
