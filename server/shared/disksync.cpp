#include "server/shared/disksync.h"

#include <QFile>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace pl::shared {

#ifdef Q_OS_WIN

bool syncFile(QFileDevice &file)
{
    return file.flush() && _commit(file.handle()) == 0;
}

bool syncFolder(const QString &)
{
    return true;
}

#else

bool syncFile(QFileDevice &file)
{
    return file.flush() && fsync(file.handle()) == 0;
}

bool syncFolder(const QString &folder)
{
    const int descriptor = open(QFile::encodeName(folder).constData(), O_RDONLY | O_CLOEXEC);
    const bool isSynced = descriptor >= 0 && fsync(descriptor) == 0;
    if (descriptor >= 0)
        close(descriptor);
    return isSynced;
}

#endif

} // namespace pl::shared
