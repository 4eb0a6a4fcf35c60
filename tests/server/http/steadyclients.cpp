#include "tests/server/http/steadyclients.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QUuid>

#include <algorithm>

namespace pl::test {

namespace {

constexpr int kPatienceMs = 10000;

QByteArray lead(const QByteArray &key, const QByteArray &id)
{
    const QByteArray body = R"({"first_name":"Steady","last_name":"Client","email":"steady.)" + id +
                            R"(@example.com","phone_number":"(512) 555-0143","service_needed":"Drain Cleaning",)"
                            R"("urgency":"day","zip_code":"78701"})";
    return "POST /api/v1/leads HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nAuthorization: Bearer " + key +
           "\r\nIdempotency-Key: " + id + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// Whether a whole answer has come; those to leads end with their JSON.
bool isWhole(const QByteArray &answer)
{
    return answer.contains("\r\n\r\n") && answer.endsWith('}');
}

} // namespace

class SteadyClients::Client
{
public:
    void run(const SteadyClients &owner, std::atomic<int> &taken, quint16 port, const QByteArray &key)
    {
        QTcpSocket socket;
        while (!owner.m_isStopping) {
            if (socket.state() != QAbstractSocket::ConnectedState) {
                socket.abort();
                socket.connectToHost(QStringLiteral("127.0.0.1"), port);
                if (!socket.waitForConnected(kPatienceMs))
                    ++failed;
            }
            ask(socket, key) ? ++taken : ++failed;
            std::this_thread::sleep_for(owner.m_pause);
        }
    }

    std::vector<double> ms;
    int failed = 0;

private:
    bool ask(QTcpSocket &socket, const QByteArray &key)
    {
        QElapsedTimer timer;
        timer.start();
        socket.write(lead(key, QUuid::createUuid().toByteArray(QUuid::WithoutBraces)));
        QByteArray answer;
        while (!isWhole(answer) && socket.waitForReadyRead(kPatienceMs))
            answer += socket.readAll();
        ms.push_back(double(timer.nsecsElapsed()) / 1e6);
        return answer.startsWith("HTTP/1.1 201 ") && isWhole(answer);
    }
};

SteadyClients::SteadyClients(quint16 port, QByteArray key, int clients, std::chrono::milliseconds pause)
    : m_pause(pause)
{
    for (int i = 0; i < clients; ++i) {
        Client *client = m_clients.emplace_back(std::make_unique<Client>()).get();
        m_threads.emplace_back([this, client, port, key] { client->run(*this, m_taken, port, key); });
    }
}

SteadyClients::~SteadyClients()
{
    end();
}

void SteadyClients::end()
{
    m_isStopping = true;
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

SteadyClients::Figures SteadyClients::stop()
{
    end();
    Figures figures{m_taken, 0, 0, 0};
    std::vector<double> all;
    for (const auto &client : m_clients) {
        figures.failed += client->failed;
        all.insert(all.end(), client->ms.begin(), client->ms.end());
    }
    if (all.empty())
        return figures;
    std::sort(all.begin(), all.end());
    figures.p50Ms = all.at(all.size() / 2);
    figures.p99Ms = all.at(all.size() * 99 / 100);
    return figures;
}

} // namespace pl::test
