#pragma once

#include "models/base/timestamp.h"

#include <QObject>
#include <QTimer>

namespace pl::ui {

/// The words of a notice about an assignment while its messages wait for an undo: "Maria Gonzalez assigned to Tom
/// Becker. Messages go out in 8 s." The seconds count down; at the end only the first sentence is left.
class GraceNotice : public QObject
{
    Q_OBJECT

public:
    GraceNotice(std::function<Timestamp()> clock, QObject *parent);

    /// Returns what the notice says at first. `done` has no period; `rest`, a sentence or nothing, comes last. An
    /// earlier countdown is dropped.
    QString begin(const QString &done, const QString &rest, int seconds);

Q_SIGNALS:
    /// A notice that still says `before` should now say `now`.
    void reworded(const QString &before, const QString &now);

private:
    int left() const;
    QString words() const;
    void tick();

    const std::function<Timestamp()> m_clock;
    QTimer m_second;
    QString m_done;
    QString m_rest;
    QString m_shown;
    Timestamp m_end;
};

} // namespace pl::ui
