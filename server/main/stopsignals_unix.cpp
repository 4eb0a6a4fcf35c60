#include "server/main/stopsignals.h"

#include <QSocketNotifier>

#include <csignal>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pl {

namespace {

// A signal handler may do very little: it writes one byte, which the event loop reads.
int s_sockets[2] = {-1, -1};

void onSignal(int number)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(s_sockets[0], &byte, 1);
    std::signal(number, SIG_DFL);
}

} // namespace

class StopSignals::Private
{
public:
    std::unique_ptr<QSocketNotifier> notifier;
};

StopSignals::StopSignals(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, s_sockets) != 0)
        qFatal("Can't create a socket pair for signals");
    for (const int socket : s_sockets)
        ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    d->notifier = std::make_unique<QSocketNotifier>(s_sockets[1], QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(s_sockets[1], &byte, 1) == 1)
            Q_EMIT stopRequested();
    });
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ,
                SIG_IGN); // a file at its size limit is like a full disk: the write fails, and that is reported
}

StopSignals::~StopSignals()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    d->notifier.reset();
    ::close(s_sockets[0]);
    ::close(s_sockets[1]);
}

} // namespace pl
