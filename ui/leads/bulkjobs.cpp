#include "models/base/onresult.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/leadactions.h"
#include "ui/widgets/noteeditor.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"

// What BulkActions sends to the server, and what became of each row; the notice and its undo are in bulkundo.cpp.

namespace pl::ui {
namespace {

using replica::BulkRow;
using replica::BulkRun;

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
    m_plan.clear(); // it may still be making, and its progress is not the run's
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

} // namespace pl::ui
