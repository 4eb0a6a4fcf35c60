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

std::optional<double> processorSeconds(qint64 processId)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(processId));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = file.readAll();
    const QByteArrayList fields = line.mid(line.lastIndexOf(')') + 2).split(' '); // the third is the first
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / double(sysconf(_SC_CLK_TCK));
}

} // namespace pl::bench
