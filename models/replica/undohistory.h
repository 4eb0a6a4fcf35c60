#pragma once

#include "models/base/answer.h"

#include <QObject>

#include <functional>

namespace pl::replica {

/// What can be taken back, newest last: at most 50 steps. A step runs as a guarded write of its own, so it can lose to
/// somebody who changed the row meanwhile: then it is dropped, and answers Outdated and a
/// sentence for people.
class UndoHistory : public QObject
{
    Q_OBJECT

public:
    using Action = std::function<QFuture<Result<>>()>;

    explicit UndoHistory(QObject *parent = nullptr) : QObject(parent) {}

    /// `text` says what is undone: "Assign Maria Gonzalez to Ann Lee".
    void push(const QString &text, Action undo);
    bool canUndo() const { return !m_steps.isEmpty(); }
    /// The newest step's text; empty when there is none.
    QString text() const;
    /// Takes the newest step off and runs it, after the one before it has ended: two quick undos must not race each
    /// other over the row's version. Only when canUndo(). A step that failed for want of a connection is kept, and with
    /// it those that waited behind it.
    QFuture<Result<>> undo();
    void clear();

Q_SIGNALS:
    void changed();

private:
    struct Step
    {
        QString text;
        Action undo;
    };
    struct Run
    {
        Step step;
        Answer<> answer;
    };
    void runNext();
    void ended(const Result<> &outcome);
    void keep(const Run &run, const Error &why);

    QList<Step> m_steps;
    QList<Run> m_runs; ///< the first one is running, the others wait
};

} // namespace pl::replica
