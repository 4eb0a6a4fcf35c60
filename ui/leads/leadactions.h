#pragma once

#include "models/domain/candidate.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QAction>

namespace pl::ui {

class AssignPopup;
class CompletePopup;
class ConfirmPopup;
class DraftStore;
class GraceNotice;
class LeadForm;
class NoteEditor;
class PickPopup;

/// What can be done to the current lead, as actions for menus, shortcuts and buttons. Runs the commands and reports how
/// they ended. Popups open beside the row that `anchor` gives.
class LeadActions : public QObject
{
    Q_OBJECT

public:
    /// `window` hosts the popups and dialogs.
    LeadActions(OfficeContext &context, QWidget *window);

    QAction *const assign;
    QAction *const unassign;
    QAction *const complete;
    QAction *const reopen;
    QAction *const note;
    QAction *const edit;
    QAction *const create;
    QAction *const undo;
    QAction *const duplicate;
    QAction *const notDuplicate;
    QAction *const details;
    QAction *const copyPhone;
    QAction *const copyEmail;
    QAction *const file; ///< everything about the customer, where there is a page for it
    QList<QAction *> aboutCurrentLead() const;

    /// Null: none. Every action works on the row as the replica has it when the person starts it.
    void setCurrentLead(const QUuid &leadId);
    QUuid currentLead() const { return m_current; }
    /// Off while another view is shown, so that its single-letter keys are free.
    void setActive(bool active);
    bool isActive() const { return m_active; }
    /// While several leads are selected (`count` isn't 0), those of the actions that are `possible` are about all of
    /// them, and manyWanted() asks for it.
    void setMany(int count, const QSet<QAction *> &possible);
    /// Drops what is open or copied about customers who were erased.
    void forget(const QList<Lead> &erased);
    /// While many are written, nothing can be undone.
    void setBusy(bool busy);
    /// In global coordinates.
    void setAnchor(std::function<QRect()> anchor) { m_anchor = std::move(anchor); }
    /// Moves on from a lead that was just assigned to the next one that needs a plumber; returns false when there is
    /// none.
    void setGoOn(std::function<bool(const QUuid &leadId)> goOn) { m_goOn = std::move(goOn); }
    QList<Candidate> candidatesFor(const Lead &lead) const;
    /// Says so and returns true when the customer asked that their leads are not sold: the database would refuse.
    bool isNotForSale(const Lead &lead);
    /// Says why and returns true when there is no connection.
    bool offline(const QString &whatDidNotHappen);
    /// "Ada assigned this to Ann Lee 4 s ago"
    QString fasterSentence(const replica::SomebodyWasFaster &faster) const;
    /// The row that an undo of `written` begins with: later changes of this window don't count as somebody else's.
    Lead undoBase(const Lead &written) const;
    void rememberOwn(const Lead &written) { m_ownVersions.insert(written.id, written.version); }
    /// Another write is on its way, or is answered.
    void pend(int difference);
    int waitingWrites() const { return m_pending; }

public Q_SLOTS:
    void runUndo();
    /// From a candidate's button, or chosen in the popup. Takes a lead from another plumber only after a question, and
    /// does nothing while the answer to an earlier change of the lead is on its way.
    void assignTo(const QUuid &leadId, const QUuid &plumberId);
    /// Opens the assign popup, or for a completed lead nothing.
    void openAssign();
    /// Opens the lead's form with the focus in the field of this column, or in the first.
    void openEditAt(const QUuid &leadId, const QString &column);
    /// Opens the form for a new lead with what is known of it; `created` is called when it has been added.
    void createFrom(const pl::NewLead &known, const std::function<void()> &created);

Q_SIGNALS:
    /// `action` is empty when there is nothing to do about it.
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The notice that says `before` should now say `now`, which is about the same thing.
    void noticeReworded(const QString &before, const QString &now);
    void activeChanged();
    void leadCreated(const QUuid &leadId);
    /// One of the actions was triggered while several leads are selected.
    void manyWanted(QAction *action);
    /// The person wants to see more of the current lead, or of what will happen to several.
    void detailsWanted();
    /// The person wants to see everything about the customer of this lead.
    void fileWanted(const QUuid &leadId);
    /// The lead's history has a new line that the replica doesn't report.
    void noteAdded(const QUuid &leadId);
    /// The number of writes that have not been answered yet.
    void pendingChanged(int pending);

private:
    using Write = QFuture<Result<replica::LeadWrite>>;
    using Undo = std::function<Write(const Lead &)>;
    /// What the notice says once it is done, from what was done.
    using Words = std::function<QString(const QString &done, const Lead &written)>;

    QAction *add(const QString &objectName, const QString &text, const QString &icon, const QKeySequence &keys,
                 void (LeadActions::*slot)());
    void connectForms();
    void connectDrafts();
    void closePopups();
    void emptyForm();
    void dropErasedDrafts();
    void wantFile();
    void openComplete();
    void openNote();
    void openEdit();
    void openCreate();
    void askReassign(const Lead &seen, const QUuid &plumberId);
    void runAssign(const Lead &seen, const QUuid &plumberId);
    QString assignedWords(const QString &done, const Lead &written);
    void runUnassign();
    void runReopen();
    void runComplete(const QUuid &leadId, ClosedReason reason);
    void saveNote(const QUuid &leadId, const QString &text);
    void saveForm(const NewLead &fields);
    void saveEdited(const Lead &seen, const NewLead &fields);
    void copy(const QString &text, const QString &what);

    /// Runs a guarded write: on success says `done` with an Undo, when lost says who was faster, else why not.
    void run(const Lead &seen, const std::function<Write(const Lead &)> &write, const QString &done,
             const QString &undone, const Undo &undo, const Words &words = {});
    void offerUndo(const Lead &written, const QString &done, const Undo &undo, const Words &words = {});
    /// The answer of an undo, as UndoHistory wants it.
    QFuture<Result<>> takenBack(const Write &pending);
    /// Who was faster, and that nothing was changed.
    QString lostSentence(const replica::SomebodyWasFaster &faster) const;
    void showFailure(const QString &whatDidNotHappen, const Error &error, const std::function<void()> &again = {});
    void refresh();
    void refreshMany();
    void openDuplicate();
    void runDuplicate(const Lead &seen, const QUuid &first);
    void runNotDuplicate();
    const Lead *current() const;
    const Lead *leadFor(const QUuid &leadId) const;

    OfficeContext &m_context;
    QWidget *m_window;
    QUuid m_current;
    QString m_copied; ///< by this window: a number or an address
    QUuid m_copiedOf;
    std::optional<Lead> m_seen; ///< the row that an open popup is about, as the person saw it
    bool m_active = true;
    bool m_isBusy = false;
    int m_many = 0;
    QSet<QAction *> m_possible;
    int m_pending = 0;
    std::function<QRect()> m_anchor;
    std::function<bool(const QUuid &)> m_goOn = [](const QUuid &) { return true; };
    QSet<QUuid> m_writing;              ///< leads whose change is not answered yet
    QHash<QUuid, qint64> m_ownVersions; ///< the newest version of each lead that this window wrote
    AssignPopup *m_assignPopup;
    CompletePopup *m_completePopup;
    ConfirmPopup *m_confirmPopup;
    GraceNotice *m_grace;
    NoteEditor *m_noteEditor;
    LeadForm *m_form;
    DraftStore *m_drafts;
    PickPopup *m_pickPopup;
    std::function<void()> m_created; ///< who wants to know that the form's new lead has been added
};

} // namespace pl::ui
