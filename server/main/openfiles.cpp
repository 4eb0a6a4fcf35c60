#include "server/main/openfiles.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

#include <algorithm>

namespace pl {

namespace {

constexpr int kEnough = 65536;

} // namespace

int raiseOpenFileLimit()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 256; // POSIX promises less, every system gives at least this
    const rlim_t wanted = limit.rlim_max == RLIM_INFINITY ? rlim_t(kEnough) : std::min<rlim_t>(limit.rlim_max, kEnough);
    if (limit.rlim_cur < wanted) {
        const rlimit raised{wanted, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            return int(wanted);
    }
    return int(std::min<rlim_t>(limit.rlim_cur, kEnough));
#else
    return kEnough; // Windows has no such limit on sockets
#endif
}

} // namespace pl
