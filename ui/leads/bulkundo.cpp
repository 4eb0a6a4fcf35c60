#include "models/base/answer.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/gracenotice.h"
#include "ui/leads/leadactions.h"
#include "ui/words/leadwords.h"

// How BulkActions says what was done to several leads, and its undo.

namespace pl::ui {
namespace {

using replica::BulkRow;
using replica::BulkRun;

constexpr int kNamedInNotice = 3;

} // namespace

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
