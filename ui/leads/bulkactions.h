#pragma once

#include "models/replica/bulkplan.h"
#include "models/replica/bulkrun.h"
#include "ui/leads/bulkwords.h"
#include "ui/office/officecontext.h"

#include <QAction>
#include <QPointer>

namespace pl::ui {

class AssignPopup;
class CompletePopup;
class GraceNotice;
class LeadActions;
class NoteEditor;
class PickPopup;

/// One line of what became of many leads.
struct BulkLine
{
    QUuid lead;
    QString name;
    QString text;
    bool isDone = false;
};

/// What can be done to several leads at once: first the plan, then the run with its progress, then a result for each
/// lead that was not done, and one undo for all. The letters are those of LeadActions, which asks this while several
/// leads are selected.
class BulkActions : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        Off,
        Plan,    ///< leads are selected
        Running, ///< `run()` is writing
        Ended    ///< some leads were not done: `results()` says why
    };

    /// `window` hosts the popups.
    BulkActions(OfficeContext &context, LeadActions &actions, QWidget *window);

    QAction *const each;       ///< each lead to its best
    QAction *const go;         ///< what the plan says
    QAction *const changeOne;  ///< another plumber for the lead that is current in the plan
    QAction *const invalid;    ///< completes them as invalid
    QAction *const duplicates; ///< of the oldest of them
    QAction *const check;      ///< the current row
    QAction *const checkAll;

    /// None: ends it. While a run goes on, they wait.
    void select(const QList<QUuid> &leads);
    const QList<QUuid> &selected() const { return m_selected; }
    Phase phase() const { return m_phase; }
    const replica::BulkPlan &plan() const { return m_plan; }
    /// Only while running.
    const replica::BulkRun *run() const { return m_run; }
    BulkKind kind() const { return m_job.kind; }
    /// What became of each, those that were not done first.
    const QList<BulkLine> &results() const { return m_results; }
    /// In global coordinates.
    void setAnchor(std::function<QRect()> anchor) { m_anchor = std::move(anchor); }

public Q_SLOTS:
    void runPlan();
    void changePlumberOf(const QUuid &lead);
    void cancel();
    /// Puts the results away.
    void dismiss();

Q_SIGNALS:
    /// Phase, plan or results.
    void changed();
    void progressed(int done, int total);
    /// The results were put away: what is selected now counts again.
    void dismissed();
    /// A run has ended; these were not done, and stay selected.
    void leftOver(const QList<QUuid> &leads);

private:
    using Write = QFuture<Result<replica::LeadWrite>>;
    struct Job
    {
        BulkKind kind = BulkKind::Assign;
        QList<Lead> leads;
        replica::BulkWrite write;
        std::function<Write(const Lead &now, const Lead &before)> back; ///< none: it can't be undone
    };
    struct Written
    {
        Lead before;
        Lead now;
    };
    using Ended = std::function<void(const replica::BulkRun &run)>;

    QAction *add(const char *name, const QString &text, const QString &icon, const QKeySequence &keys,
                 void (BulkActions::*slot)());
    void connectParts();
    void setPhase(Phase phase);
    void refresh();
    void replan(const std::optional<QUuid> &plumber);
    void officeChanged(const QList<Lead> &leads);
    QList<Lead> leadsThat(const std::function<bool(const Lead &)> &fit) const;
    void doMany(QAction *action);
    void assignEach();
    void openAssign();
    void openComplete();
    void runUnassign();
    void runComplete(ClosedReason reason);
    void runInvalid();
    void runDuplicates();
    void runNote(const QString &text);
    void start(const Job &job, const Ended &ended);
    void end();
    void done(const replica::BulkRun &run);
    void offerUndo(const QList<Written> &written, const Job &job);
    QFuture<Result<>> takeBack(const QList<Written> &written, const Job &job);
    Result<> takenBack(const replica::BulkRun &run, const QList<Written> &written, const Job &job);
    QList<BulkLine> linesOf(const replica::BulkRun &run) const;
    QString textOf(const replica::BulkRow &row) const;

    OfficeContext &m_context;
    LeadActions &m_actions;
    replica::BulkPlan m_plan;
    QTimer m_replanSoon;
    QList<QUuid> m_selected;
    Phase m_phase = Phase::Off;
    Job m_job;
    Ended m_ended;
    QPointer<replica::BulkRun> m_run;
    QList<BulkLine> m_results;
    std::function<QRect()> m_anchor;
    AssignPopup *m_assignPopup;
    CompletePopup *m_completePopup;
    NoteEditor *m_noteEditor;
    PickPopup *m_pickPopup;
    GraceNotice *m_grace;
    QUuid m_changing;
};

} // namespace pl::ui
