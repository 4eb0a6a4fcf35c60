#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>

namespace pl {

/// The service manager that started this program, spoken to as systemd's manual pages describe: the sockets that it
/// listens on for us (sd_listen_fds), news of how we are (sd_notify), signs of life (sd_watchdog_enabled). Without one,
/// and on systems other than Linux, there are no sockets and the news goes nowhere.
class ServiceManager
{
public:
    /// Reads the manager's variables and removes them from the environment, so that no program started from here takes
    /// them for its own. Those for another process are ignored. No program started from here inherits the sockets.
    static ServiceManager fromEnvironment();
    ServiceManager(ServiceManager &&other) noexcept;
    ~ServiceManager();
    ServiceManager(const ServiceManager &) = delete;
    ServiceManager &operator=(const ServiceManager &) = delete;
    ServiceManager &operator=(ServiceManager &&) = delete;

    /// The sockets that the manager handed over, unchecked; they are the caller's.
    const QList<qintptr> &sockets() const { return m_sockets; }
    /// The manager ends the program when no sign of life comes for so long; 0: it waits for none.
    std::chrono::microseconds patience() const { return m_patience; }

    /// Sends lines of NAME=value. Never blocks; a manager that doesn't read misses them.
    void tell(const QByteArray &news) const;
    /// One sentence for people, which `systemctl status` shows; `lines` go along with it.
    void tellStatus(const QString &sentence, const QByteArray &lines = {}) const;

private:
    ServiceManager() = default;

    QList<qintptr> m_sockets;
    std::chrono::microseconds m_patience{0};
    QByteArray m_address; // the manager's socket; empty when it wants no news
    int m_socket = -1;
};

} // namespace pl
