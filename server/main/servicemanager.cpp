#include "server/main/servicemanager.h"

#include <utility>

namespace pl {

ServiceManager::ServiceManager(ServiceManager &&other) noexcept
    : m_sockets(std::move(other.m_sockets))
    , m_patience(other.m_patience)
    , m_address(std::move(other.m_address))
    , m_socket(std::exchange(other.m_socket, -1))
{
}

void ServiceManager::tellStatus(const QString &sentence, const QByteArray &lines) const
{
    tell(lines + "STATUS=" + sentence.simplified().toUtf8() + '\n');
}

} // namespace pl
