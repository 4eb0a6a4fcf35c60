#pragma once

#include "models/domain/result.h"

#include <QFuture>
#include <QObject>

#include <functional>

namespace pl::replica {

/// What can be taken back, newest last: at most 50 steps. A step runs as a guarded write of its own, so it can lose to
/// somebody who changed the row meanwhile: then it is dropped, and answers Conflict with remoteCode "version" and a
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
    /// Takes the newest step off and runs it. Only when canUndo(). A step that failed for want of a connection is kept.
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
    QList<Step> m_steps;
};

} // namespace pl::replica
