#include "tests/bench/table/memory.h"

#include <QFile>

#include <unistd.h>

namespace pl::bench {

std::optional<double> residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArrayList pages = file.readAll().split(' '); // all, resident, …
    return pages.value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace pl::bench
