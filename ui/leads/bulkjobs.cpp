#include "models/base/answer.h"
#include "models/base/onresult.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/gracenotice.h"
#include "ui/leads/leadactions.h"
#include "ui/widgets/noteeditor.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"

// What BulkActions sends to the server, how it reports the outcome, and its undo.

namespace pl::ui {
namespace {

using replica::BulkRow;
using replica::BulkRun;

constexpr int kNamedInNotice = 3;

} // namespace

void BulkActions::runPlan()
{
    if (m_phase != Phase::Plan || !m_plan.isReady())
        return;
    QHash<QUuid, QUuid> plumbers;
    Job job;
    for (const replica::PlannedLead &row : m_plan.rows()) {
        if (!row.goes())
            continue;
        job.leads += row.lead;
        plumbers.insert(row.lead.id, row.candidate.plumberId);
    }
    job.write.send = [this, plumbers](const Lead &seen) {
        return m_context.commands.assign(seen, plumbers.value(seen.id));
    };
    job.write.isMade = [plumbers](const Lead &seen, const Lead &now) {
        return now.version == seen.version + 1 && now.assignedPlumberId == plumbers.value(seen.id);
    };
    job.back = [this](const Lead &now, const Lead &before) {
        return before.assignedPlumberId ? m_context.commands.assign(now, *before.assignedPlumberId)
                                        : m_context.commands.unassign(now);
    };
    start(job, [this](const BulkRun &run) { done(run); });
}

void BulkActions::runUnassign()
{
    Job job{
        BulkKind::Unassign, leadsThat([](const Lead &lead) { return lead.status == LeadStatus::Assigned; }), {}, {}};
    job.write.send = [this](const Lead &seen) { return m_context.commands.unassign(seen); };
    job.write.isMade = [](const Lead &seen, const Lead &now) {
        return now.version == seen.version + 1 && !now.assignedPlumberId;
    };
    job.back = [this](const Lead &now, const Lead &before) {
        return m_context.commands.assign(now, before.assignedPlumberId.value_or(QUuid()));
    };
    start(job, [this](const BulkRun &run) { done(run); });
}

void BulkActions::runComplete(ClosedReason reason)
{
    Job job{
        BulkKind::Complete, leadsThat([](const Lead &lead) { return lead.status != LeadStatus::Completed; }), {}, {}};
    job.write.send = [this, reason](const Lead &seen) { return m_context.commands.complete(seen, reason); };
    job.write.isMade = [reason](const Lead &seen, const Lead &now) {
        return now.version == seen.version + 1 && now.closedReason == reason;
    };
    job.back = [this](const Lead &now, const Lead &) { return m_context.commands.reopen(now); };
    start(job, [this](const BulkRun &run) { done(run); });
}

void BulkActions::runInvalid()
{
    runComplete(ClosedReason::Invalid);
}

void BulkActions::runDuplicates()
{
    QList<Lead> leads = leadsThat([](const Lead &) { return true; });
    if (leads.size() < 2)
        return;
    std::sort(leads.begin(), leads.end(), [](const Lead &a, const Lead &b) { return a.createdAt < b.createdAt; });
    const QUuid first = leads.takeFirst().id;
    leads.removeIf([&first](const Lead &lead) { return lead.duplicateOf == first; });
    Job job{BulkKind::Duplicate, leads, {}, {}};
    job.write.send = [this, first](const Lead &seen) { return m_context.commands.setDuplicateOf(seen, first); };
    job.write.isMade = [first](const Lead &seen, const Lead &now) {
        return now.version == seen.version + 1 && now.duplicateOf == first;
    };
    job.back = [this](const Lead &now, const Lead &before) {
        return m_context.commands.setDuplicateOf(now, before.duplicateOf);
    };
    start(job, [this](const BulkRun &run) { done(run); });
}

/// A note has no version: sent twice, it would stand there twice.
void BulkActions::runNote(const QString &text)
{
    Job job{BulkKind::Note, leadsThat([](const Lead &) { return true; }), {}, {}};
    job.write.mayRepeat = false;
    job.write.send = [this, text](const Lead &seen) {
        return thenOn(this, m_context.commands.addNote(seen.id, m_context.userEmail, text),
                      [this, seen](const Result<LeadEvent> &event) -> Result<replica::LeadWrite> {
                          if (!event)
                              return event.error();
                          Q_EMIT m_actions.noteAdded(seen.id);
                          return replica::LeadWrite{seen, std::nullopt};
                      });
    };
    start(job, [this](const BulkRun &run) {
        if (run.countOf(BulkRow::End::Done) > 0)
            m_noteEditor->noteSaved({});
        else
            m_noteEditor->showProblem({}, bulkNotDoneText(BulkKind::Note, run.total()));
        done(run);
    });
}

void BulkActions::start(const Job &job, const Ended &ended)
{
    const int leads = static_cast<int>(job.leads.size());
    if (leads == 0) {
        Q_EMIT m_actions.noticeWanted(tr("None of the selected leads can be changed this way."), Notice::Kind::Problem,
                                      {}, {});
        return;
    }
    if (m_actions.offline(bulkNotDoneText(job.kind, leads))) {
        if (job.kind == BulkKind::Note)
            m_noteEditor->showProblem({}, bulkNotDoneText(job.kind, leads));
        return;
    }
    m_job = job;
    m_ended = ended;
    m_run = new BulkRun(job.leads, job.write, this);
    connect(m_run, &BulkRun::progressed, this, &BulkActions::progressed);
    connect(m_run, &BulkRun::waitingChanged, this, &BulkActions::changed);
    connect(m_run, &BulkRun::finished, this, &BulkActions::end);
    m_actions.pend(+1);
    m_actions.setBusy(true);
    setPhase(Phase::Running);
    m_run->start();
}

void BulkActions::end()
{
    replica::BulkRun *run = m_run;
    m_run = nullptr;
    run->deleteLater();
    m_actions.pend(-1);
    m_actions.setBusy(false);
    m_results = linesOf(*run);
    QList<QUuid> left;
    for (const BulkLine &line : std::as_const(m_results))
        if (!line.isDone)
            left += line.lead;
    const Ended ended = std::exchange(m_ended, {});
    ended(*run);
    m_plan.clear();
    m_selected = left;
    Q_EMIT leftOver(left);
    setPhase(left.isEmpty() ? Phase::Off : Phase::Ended);
}

QString BulkActions::textOf(const BulkRow &row) const
{
    switch (row.end) {
    case BulkRow::End::Done:
        return tr("done");
    case BulkRow::End::Lost:
        return m_actions.fasterSentence(*row.lost);
    case BulkRow::End::Refused:
        return errorText(row.error);
    case BulkRow::End::Open:
        break;
    }
    return tr("canceled");
}

QList<BulkLine> BulkActions::linesOf(const BulkRun &run) const
{
    QList<BulkLine> lines;
    for (const bool wantsDone : {false, true})
        for (const BulkRow &row : run.rows())
            if (const bool isDone = row.end == BulkRow::End::Done; isDone == wantsDone)
                lines += BulkLine{row.seen.id, leadName(row.seen), textOf(row), isDone};
    return lines;
}

/// One notice for all, with one undo.
void BulkActions::done(const BulkRun &run)
{
    QList<Written> written;
    for (const BulkRow &row : run.rows())
        if (row.end == BulkRow::End::Done)
            written += Written{row.seen, row.now};
    for (const Written &row : std::as_const(written))
        m_actions.rememberOwn(row.now);
    const int doneCount = static_cast<int>(written.size());
    const int notDone = run.total() - doneCount;
    const QString rest = notDone > 0 ? bulkNotDoneText(m_job.kind, notDone) + u'.' : QString();
    QString words = bulkDoneText(m_job.kind, doneCount);
    if (doneCount == 0)
        words = rest;
    else if (m_job.kind == BulkKind::Assign)
        words = m_grace->begin(words, rest, m_context.replica.settings().dispatch.graceSeconds);
    else if (!rest.isEmpty())
        words = tr("%1. %2", "what was done, and what was not").arg(words, rest);
    const bool canUndo = doneCount > 0 && m_job.back;
    if (canUndo)
        offerUndo(written, m_job);
    Q_EMIT m_actions.noticeWanted(
        words, notDone > 0 ? Notice::Kind::Problem : Notice::Kind::Done, canUndo ? tr("Undo") : QString(),
        canUndo ? std::function<void()>([this] { m_actions.runUndo(); }) : std::function<void()>());
}

void BulkActions::offerUndo(const QList<Written> &written, const Job &job)
{
    m_context.undo.push(bulkUndoText(job.kind, static_cast<int>(written.size())),
                        [this, written, job] { return takeBack(written, job); });
}

QFuture<Result<>> BulkActions::takeBack(const QList<Written> &written, const Job &job)
{
    const Answer<> answer;
    if (m_run) {
        answer.finish(Error{ErrorCode::RateLimited, tr("Another change is being written.")});
        return answer.future();
    }
    Job back{BulkKind::Undo, {}, {}, {}};
    QHash<QUuid, Lead> before;
    for (const Written &row : written) {
        back.leads += m_actions.undoBase(row.now);
        before.insert(row.before.id, row.before);
    }
    back.write.send = [before, undo = job.back](const Lead &now) { return undo(now, before.value(now.id)); };
    back.write.isMade = [before](const Lead &seen, const Lead &now) {
        const Lead &was = *before.constFind(seen.id);
        return now.version == seen.version + 1 && now.status == was.status &&
               now.assignedPlumberId == was.assignedPlumberId && now.duplicateOf == was.duplicateOf;
    };
    start(back, [this, answer, written, job](const BulkRun &run) { answer.finish(takenBack(run, written, job)); });
    if (!m_run) // without a connection it did not start: the step stays
        answer.finish(Error{ErrorCode::Unavailable, tr("The server can't be reached.")});
    return answer.future();
}

/// Says row by row what others have changed since; what a cancel left can still be undone.
Result<> BulkActions::takenBack(const BulkRun &run, const QList<Written> &written, const Job &job)
{
    QList<Written> left;
    QStringList kept;
    for (qsizetype i = 0; i < run.rows().size(); ++i) {
        const BulkRow &row = run.rows().at(i);
        if (row.end == BulkRow::End::Done)
            m_actions.rememberOwn(row.now);
        else if (row.end == BulkRow::End::Open)
            left += written.at(i);
        else
            kept += tr("%1: %2", "a lead, and what became of it").arg(leadName(row.seen), textOf(row));
    }
    if (!left.isEmpty())
        offerUndo(left, job);
    const int doneCount = run.countOf(BulkRow::End::Done);
    if (doneCount == run.total())
        return {};
    QStringList sentences{tr("%1 of %n lead(s) undone.", nullptr, run.total()).arg(doneCount)};
    sentences += kept.mid(0, kNamedInNotice);
    if (kept.size() > kNamedInNotice)
        sentences += tr("The list shows the others.");
    if (!left.isEmpty())
        sentences += tr("The rest can still be undone.");
    return Error{ErrorCode::Outdated, sentences.join(u' ')};
}

} // namespace pl::ui
