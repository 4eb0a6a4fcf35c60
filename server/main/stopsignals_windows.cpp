#include "server/main/stopsignals.h"

#include <windows.h>

#include <atomic>

namespace pl {

namespace {

std::atomic<StopSignals *> s_receiver = nullptr;

/// Called by Windows on a thread of its own.
BOOL WINAPI onConsoleEvent(DWORD)
{
    StopSignals *receiver = s_receiver.exchange(nullptr);
    if (!receiver)
        return FALSE;
    QMetaObject::invokeMethod(receiver, &StopSignals::stopRequested, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

class StopSignals::Private
{
};

StopSignals::StopSignals(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    s_receiver = this;
    ::SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

StopSignals::~StopSignals()
{
    ::SetConsoleCtrlHandler(onConsoleEvent, FALSE);
    s_receiver = nullptr;
}

} // namespace pl
