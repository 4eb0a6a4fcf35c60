#include "models/replica/undohistory.h"

#include "models/domain/onresult.h"

namespace pl::replica {
namespace {

constexpr qsizetype kMostSteps = 50;

bool worthKeeping(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut ||
           error.code == ErrorCode::RateLimited;
}

} // namespace

void UndoHistory::push(const QString &text, Action undo)
{
    m_steps.append({text, std::move(undo)});
    if (m_steps.size() > kMostSteps)
        m_steps.removeFirst();
    Q_EMIT changed();
}

QString UndoHistory::text() const
{
    return m_steps.isEmpty() ? QString() : m_steps.last().text;
}

QFuture<Result<>> UndoHistory::undo()
{
    const Step step = m_steps.takeLast();
    Q_EMIT changed();
    const QFuture<Result<>> running = step.undo();
    onResult(this, running, [this, step](const Result<> &outcome) {
        if (!outcome && worthKeeping(outcome.error()))
            push(step.text, step.undo);
    });
    return running;
}

void UndoHistory::clear()
{
    m_steps.clear();
    Q_EMIT changed();
}

} // namespace pl::replica
