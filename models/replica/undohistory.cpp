#include "models/replica/undohistory.h"

#include "models/base/onresult.h"

namespace pl::replica {
namespace {

constexpr qsizetype kMaxSteps = 50;

bool worthKeeping(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut ||
           error.code == ErrorCode::RateLimited;
}

} // namespace

void UndoHistory::push(const QString &text, Action undo)
{
    m_steps.append({text, std::move(undo)});
    if (m_steps.size() > kMaxSteps)
        m_steps.removeFirst();
    Q_EMIT changed();
}

QString UndoHistory::text() const
{
    return m_steps.isEmpty() ? QString() : m_steps.last().text;
}

QFuture<Result<>> UndoHistory::undo()
{
    const Answer<> answer;
    m_runs.append({m_steps.takeLast(), answer});
    Q_EMIT changed();
    if (m_runs.size() == 1)
        runNext();
    return answer.future();
}

void UndoHistory::runNext()
{
    onResult(this, m_runs.first().step.undo(), [this](const Result<> &outcome) { ended(outcome); });
}

void UndoHistory::ended(const Result<> &outcome)
{
    if (!outcome && worthKeeping(outcome.error())) {
        const QList<Run> runs = std::exchange(m_runs, {});
        for (auto run = runs.crbegin(); run != runs.crend(); ++run)
            keep(*run, outcome.error());
        return;
    }
    const Run run = m_runs.takeFirst();
    if (!m_runs.isEmpty())
        runNext();
    run.answer.finish(outcome);
}

void UndoHistory::keep(const Run &run, const Error &why)
{
    push(run.step.text, run.step.undo);
    run.answer.finish(why);
}

void UndoHistory::clear()
{
    m_steps.clear();
    Q_EMIT changed();
}

} // namespace pl::replica
