#pragma once

#include "models/base/timestamp.h"

#include <QObject>
#include <QTimer>

namespace pl::ui {

/// The words of a notice about an assignment while its messages wait for an undo: "Maria Gonzalez assigned to Tom
/// Becker. Messages go out in 8 s." They count down, then what was done stands alone.
class GraceNotice : public QObject
{
    Q_OBJECT

public:
    GraceNotice(std::function<Timestamp()> clock, QObject *parent);

    /// What the notice says at first. `done` has no full stop; `rest`, a sentence or nothing, stands behind it all.
    /// What was counted down before is given up.
    QString begin(const QString &done, const QString &rest, int seconds);

Q_SIGNALS:
    /// A notice that still says `before` is to say `now`.
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
