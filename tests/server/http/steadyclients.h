#pragma once

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace pl::test {

/// Clients as they should be: each on a thread of its own sends one lead after the other over a connection that it
/// keeps, and notes how long the answers take.
class SteadyClients
{
public:
    /// Begins at once. `key` is a source's; `pause` is how long each waits after an answer.
    SteadyClients(quint16 port, QByteArray key, int clients, std::chrono::milliseconds pause = {});
    ~SteadyClients();

    struct Figures
    {
        int taken = 0;  ///< leads answered with 201
        int failed = 0; ///< other answers, none, and connections lost
        double p50Ms = 0;
        double p99Ms = 0;
    };
    /// Ends the clients after their current requests.
    Figures stop();
    /// Leads taken so far.
    int taken() const { return m_taken; }

private:
    class Client;
    void end();

    const std::chrono::milliseconds m_pause;
    std::atomic<bool> m_isStopping = false;
    std::atomic<int> m_taken = 0;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<std::thread> m_threads;
};

} // namespace pl::test
