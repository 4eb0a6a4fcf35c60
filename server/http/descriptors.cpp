#include "server/http/descriptors.h"

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace pl::http {

bool hasFreeDescriptor([[maybe_unused]] qintptr open)
{
#ifdef Q_OS_UNIX
    const int copy = ::dup(int(open));
    if (copy < 0)
        return false;
    ::close(copy);
#endif
    return true; // Windows has no such limit on sockets
}

} // namespace pl::http
