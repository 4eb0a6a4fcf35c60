#include "models/disk/memorygate.h"

#include <QHash>

#include <mutex>

namespace pl::disk {

std::shared_ptr<std::shared_mutex> memoryGateOf(const QString &path)
{
    static std::mutex mutex;
    static QHash<QString, std::weak_ptr<std::shared_mutex>> gates;
    const std::scoped_lock lock(mutex);
    gates.removeIf([](const auto &gate) { return gate.value().expired(); });
    std::shared_ptr<std::shared_mutex> gate = gates.value(path).lock();
    if (!gate)
        gates.insert(path, gate = std::make_shared<std::shared_mutex>());
    return gate;
}

} // namespace pl::disk
