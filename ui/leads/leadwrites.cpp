#include "models/base/onresult.h"

#include "models/base/answer.h"
#include "ui/leads/gracenotice.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadform.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/noteeditor.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QPromise>

// What LeadActions sends to the server, and how it reports the outcome.

namespace pl::ui {

bool LeadActions::offline(const QString &whatDidNotHappen)
{
    if (m_context.replica.connection() != replica::Connection::Offline)
        return false;
    Q_EMIT noticeWanted(tr("%1. There is no connection to the server. Reconnecting automatically. Try again once "
                           "you're connected.")
                            .arg(whatDidNotHappen),
                        Notice::Kind::Problem, {}, {});
    return true;
}

void LeadActions::showFailure(const QString &whatDidNotHappen, const Error &error, const std::function<void()> &again)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    const bool mayTryAgain = again && (error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut ||
                                       error.code == ErrorCode::RateLimited);
    Q_EMIT noticeWanted(failureText(whatDidNotHappen, error), Notice::Kind::Problem,
                        mayTryAgain ? tr("Try again") : QString(), mayTryAgain ? again : std::function<void()>());
}

QString LeadActions::fasterSentence(const replica::SomebodyWasFaster &faster) const
{
    // A note changes no row: it is not what was faster.
    if (!faster.event || faster.event->kind == LeadEventKind::Note)
        return tr("Somebody just changed this lead");
    const QString plumber = m_context.replica.plumberName(faster.event->plumberId);
    return tr("%1 %2", "what happened and how long ago")
        .arg(eventSentence(*faster.event, plumber, m_context.userEmail), agoText(faster.event->at, m_context.clock()));
}

QString LeadActions::lostSentence(const replica::SomebodyWasFaster &faster) const
{
    return tr("%1. Your change was not saved. You now see the latest version.").arg(fasterSentence(faster));
}

void LeadActions::run(const Lead &seen, const std::function<Write(const Lead &)> &write, const QString &done,
                      const QString &undone, const Undo &undoWrite, const Words &words)
{
    if (offline(undone))
        return;
    pend(+1);
    m_writing.insert(seen.id);
    onResult(this, write(seen), [=, this](const Result<replica::LeadWrite> &outcome) {
        pend(-1);
        m_writing.remove(seen.id);
        if (!outcome)
            showFailure(undone, outcome.error(), [=, this] { run(seen, write, done, undone, undoWrite, words); });
        else if (!outcome->written())
            Q_EMIT noticeWanted(lostSentence(*outcome->lost), Notice::Kind::Problem, {}, {});
        else
            offerUndo(outcome->row, done, undoWrite, words);
    });
}

Lead LeadActions::undoBase(const Lead &written) const
{
    const Lead *now = m_context.replica.lead(written.id);
    return now && now->version == m_ownVersions.value(written.id) ? *now : written;
}

void LeadActions::offerUndo(const Lead &written, const QString &done, const Undo &undoWrite, const Words &words)
{
    m_ownVersions.insert(written.id, written.version);
    m_context.undo.push(done, [this, written, undoWrite] { return takenBack(undoWrite(undoBase(written))); });
    Q_EMIT noticeWanted(words ? words(done, written) : done, Notice::Kind::Done, tr("Undo"), [this] { runUndo(); });
}

QFuture<Result<>> LeadActions::takenBack(const Write &pending)
{
    const Answer<> answer;
    onResult(this, pending, [this, answer](const Result<replica::LeadWrite> &outcome) {
        if (outcome && outcome->written())
            m_ownVersions.insert(outcome->row.id, outcome->row.version);
        answer.finish(outcome.andThen([this](const replica::LeadWrite &write) -> Result<> {
            if (write.written())
                return {};
            return Error{ErrorCode::Outdated, lostSentence(*write.lost)};
        }));
    });
    return answer.future();
}

void LeadActions::runUndo()
{
    if (!m_context.undo.canUndo() || m_isBusy)
        return;
    const QString what = m_context.undo.text();
    const QString notDone = tr("\u201C%1\u201D was not undone").arg(what);
    if (offline(notDone))
        return;
    pend(+1);
    onResult(this, m_context.undo.undo(), [this, what, notDone](const Result<> &outcome) {
        pend(-1);
        if (outcome)
            Q_EMIT noticeWanted(tr("Undone: %1").arg(what), Notice::Kind::Done, {}, {});
        else if (outcome.error().code == ErrorCode::Outdated)
            Q_EMIT noticeWanted(outcome.error().message, Notice::Kind::Problem, {}, {});
        else
            showFailure(notDone, outcome.error(), [this] { runUndo(); });
    });
}

void LeadActions::assignTo(const QUuid &leadId, const QUuid &plumberId)
{
    const Lead *lead = leadFor(leadId);
    if (!lead || m_writing.contains(leadId) || isNotForSale(*lead))
        return;
    const Lead seen = *lead;
    m_seen.reset();
    seen.assignedPlumberId ? askReassign(seen, plumberId) : runAssign(seen, plumberId);
}

/// The plumber who has it may have called the customer already.
void LeadActions::askReassign(const Lead &seen, const QUuid &plumberId)
{
    const replica::OfficeReplica &office = m_context.replica;
    const QString question =
        tr("Reassign %1 from %2 to %3?")
            .arg(leadName(seen), office.plumberName(seen.assignedPlumberId), office.plumberName(plumberId));
    m_confirmPopup->ask(question, tr("Reassign"), m_anchor(), [this, seen, plumberId] { runAssign(seen, plumberId); });
}

void LeadActions::runAssign(const Lead &seen, const QUuid &plumberId)
{
    const QString plumber = m_context.replica.plumberName(plumberId);
    const Undo back = [this, before = seen.assignedPlumberId](const Lead &now) {
        return before ? m_context.commands.assign(now, *before) : m_context.commands.unassign(now);
    };
    run(
        seen, [this, plumberId](const Lead &row) { return m_context.commands.assign(row, plumberId); },
        tr("%1 assigned to %2").arg(leadName(seen), plumber), tr("%1 was not assigned").arg(leadName(seen)), back,
        [this](const QString &done, const Lead &written) { return assignedWords(done, written); });
}

QString LeadActions::assignedWords(const QString &done, const Lead &written)
{
    const QString rest = m_goOn(written.id) ? QString() : tr("No other lead in this list needs a plumber.");
    return m_grace->begin(done, rest, m_context.replica.settings().dispatch.graceSeconds);
}

void LeadActions::runUnassign()
{
    const Lead *lead = current();
    if (!lead || !lead->assignedPlumberId)
        return;
    const Undo back = [this, before = *lead->assignedPlumberId](const Lead &now) {
        return m_context.commands.assign(now, before);
    };
    const QString plumber = m_context.replica.plumberName(lead->assignedPlumberId);
    run(
        *lead, [this](const Lead &row) { return m_context.commands.unassign(row); },
        tr("%1 taken back from %2").arg(leadName(*lead), plumber),
        tr("%1 was not taken back from %2").arg(leadName(*lead), plumber), back);
}

void LeadActions::runComplete(const QUuid &leadId, ClosedReason reason)
{
    const Lead *lead = leadFor(leadId);
    if (!lead)
        return;
    const Lead seen = *lead;
    m_seen.reset();
    run(
        seen, [this, reason](const Lead &row) { return m_context.commands.complete(row, reason); },
        tr("%1 completed: %2").arg(leadName(seen), closedReasonPhrase(reason)),
        tr("%1 was not completed").arg(leadName(seen)),
        [this](const Lead &now) { return m_context.commands.reopen(now); });
}

void LeadActions::runReopen()
{
    const Lead *lead = current();
    if (!lead || lead->status != LeadStatus::Completed)
        return;
    const ClosedReason reason = lead->closedReason.value_or(ClosedReason::Done);
    run(
        *lead, [this](const Lead &row) { return m_context.commands.reopen(row); },
        tr("%1 reopened").arg(leadName(*lead)), tr("%1 was not reopened").arg(leadName(*lead)),
        [this, reason](const Lead &now) { return m_context.commands.complete(now, reason); });
}

void LeadActions::saveNote(const QUuid &leadId, const QString &text)
{
    pend(+1);
    onResult(this, m_context.commands.addNote(leadId, m_context.userEmail, text),
             [this, leadId](const Result<LeadEvent> &outcome) {
                 pend(-1);
                 if (!outcome)
                     return m_noteEditor->showProblem(leadId, errorText(outcome.error()));
                 m_noteEditor->noteSaved(leadId);
                 Q_EMIT noteAdded(leadId);
             });
}

void LeadActions::saveForm(const NewLead &fields)
{
    if (const auto &edited = m_form->editedLead())
        return saveEdited(*edited, fields);
    pend(+1);
    onResult(this, m_context.commands.create(fields), [this](const Result<Lead> &outcome) {
        pend(-1);
        if (!outcome)
            return m_form->showErrors(outcome.error());
        m_form->saved();
        Q_EMIT leadCreated(outcome->id);
        if (const auto created = std::exchange(m_created, {}))
            created();
        Q_EMIT noticeWanted(tr("%1 added").arg(leadName(*outcome)), Notice::Kind::Done, {}, {});
    });
}

void LeadActions::saveEdited(const Lead &seen, const NewLead &fields)
{
    pend(+1);
    const Undo back = [this, before = NewLead::of(seen)](const Lead &now) {
        return m_context.commands.edit(now, before);
    };
    onResult(this, m_context.commands.edit(seen, fields), [this, back](const Result<replica::LeadWrite> &outcome) {
        pend(-1);
        if (!outcome)
            return m_form->showErrors(outcome.error());
        if (!outcome->written()) {
            // What was typed stays, the rest shows the new row, and the next save is about that.
            m_form->rebase(outcome->lost->now);
            return m_form->showErrors(
                {ErrorCode::InvalidInput,
                 tr("%1. What you typed is still here. Save again to keep it.").arg(fasterSentence(*outcome->lost))});
        }
        m_form->saved();
        offerUndo(outcome->row, tr("%1 changed").arg(leadName(outcome->row)), back);
    });
}

} // namespace pl::ui
