#pragma once

#include "models/base/later.h"
#include "models/base/result.h"

#include <QObject>
#include <QTimer>

namespace pl {

/// Gives a sign of life twice within the time that a service manager waits for one, as long as this thread's event loop
/// runs and what `check` asks gives answers. What the answer says doesn't matter: a full disk is no reason to end the
/// program, a writer that hangs is.
class LifeSigns : public QObject
{
public:
    using Check = std::function<Later<Result<>>()>;
    using Tell = std::function<void()>;
    LifeSigns(std::chrono::microseconds patience, Check check, Tell tell, QObject *parent = nullptr);

    /// The first one comes at once.
    void start();

private:
    void look();

    const Check m_check;
    const Tell m_tell;
    QTimer m_timer;
    bool m_isAsking = false;
};

} // namespace pl
