#include "server/http/halfclose.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace pl::http {

void closeWriteSide(qintptr socketDescriptor)
{
#ifdef Q_OS_WIN
    ::shutdown(SOCKET(socketDescriptor), SD_SEND);
#else
    ::shutdown(int(socketDescriptor), SHUT_WR);
#endif
}

} // namespace pl::http
