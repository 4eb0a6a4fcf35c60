// What sources and staff notice while one host or one account asks the real server for all it can: the longest waits of
// intake, reads, guarded writes and sign-ins, without an attacker and beside each kind, and the server's memory.

#include "server/main/openfiles.h"
#include "tests/server/http/rawclient.h"
#include "tests/server/http/steadyclients.h"
#include "tests/support/serverprocess.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <cstdio>
#include <thread>

using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int kMeasuredMs = 15'000;
constexpr int kPatienceMs = 40'000;
const QString kPassword = u"a long enough password"_s;

QByteArray requestOf(const QByteArray &method, const QByteArray &target, const ServerProcess::Headers &headers,
                     const QByteArray &body = {})
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: h\r\n";
    for (const auto &[name, value] : headers)
        bytes += name + ": " + value + "\r\n";
    return bytes + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// Somebody who sends the same request again and again on one connection, and notes how long the answers take.
class Person
{
public:
    Person(const char *name, quint16 port, QByteArray request, int pauseMs)
        : m_name(name), m_request(std::move(request)), m_thread([this, port, pauseMs] { work(port, pauseMs); })
    {
    }
    ~Person() { end(); }

    void end()
    {
        m_isStopping = true;
        if (m_thread.joinable())
            m_thread.join();
    }

    void print()
    {
        std::sort(m_ms.begin(), m_ms.end());
        const auto at = [this](double share) {
            return m_ms.empty() ? 0.0 : m_ms[std::min(m_ms.size() - 1, std::size_t(double(m_ms.size()) * share))];
        };
        std::printf("    %-14s %5zu answers, %d refused; p50 %7.1f ms, p99 %7.1f ms, longest %7.1f ms\n", m_name,
                    m_ms.size(), m_refused, at(0.5), at(0.99), at(1));
    }

private:
    void work(quint16 port, int pauseMs)
    {
        QTcpSocket socket;
        while (!m_isStopping) {
            QElapsedTimer timer;
            timer.start();
            if (socket.state() != QAbstractSocket::ConnectedState)
                socket.connectToHost(u"127.0.0.1"_s, port);
            socket.write(m_request);
            if (!isTaken(socket)) {
                ++m_refused;
                socket.abort();
            }
            m_ms.push_back(double(timer.nsecsElapsed()) / 1e6);
            std::this_thread::sleep_for(std::chrono::milliseconds(pauseMs));
        }
    }

    static bool isTaken(QTcpSocket &socket)
    {
        QByteArray answer;
        qsizetype end = -1;
        while ((end = answer.indexOf("\r\n\r\n")) < 0)
            if (!socket.waitForReadyRead(kPatienceMs))
                return false;
            else
                answer += socket.readAll();
        const auto length = answer.indexOf("Content-Length: ");
        const qsizetype whole =
            end + 4 + (length < 0 ? 0 : answer.mid(length + 16, 12).split('\r').first().toLongLong());
        while (answer.size() < whole && socket.waitForReadyRead(kPatienceMs))
            answer += socket.readAll();
        return answer.startsWith("HTTP/1.1 2");
    }

    const char *m_name;
    const QByteArray m_request;
    std::atomic<bool> m_isStopping = false;
    std::vector<double> m_ms;
    int m_refused = 0;
    std::thread m_thread; // last: it uses what stands above
};

/// As many connections as there shall be, each with the same request; who is answered or thrown out comes back.
class Attacker : public QObject
{
public:
    Attacker(quint16 port, const QByteArrayList &requests, int connections) : m_port(port), m_requests(requests)
    {
        m_clients.resize(std::size_t(connections));
        connect(&m_timer, &QTimer::timeout, this, &Attacker::comeBack);
        m_timer.start(20);
    }
    void print() const { std::printf("    attacker       %5d requests, %d answered or thrown out\n", m_sent, m_over); }

private:
    void comeBack()
    {
        int begun = 0;
        for (auto &client : m_clients) {
            const bool isOver = client && (client->isClosed() || client->status() != 0);
            if (client && !isOver)
                continue;
            if (++begun > 50)
                return; // the rest with the next tick
            m_over += isOver ? 1 : 0;
            client = std::make_unique<RawClient>(m_port);
            client->send(m_requests[m_sent++ % m_requests.size()]);
        }
    }

    const quint16 m_port;
    const QByteArrayList m_requests;
    std::vector<std::unique_ptr<RawClient>> m_clients;
    QTimer m_timer;
    int m_sent = 0;
    int m_over = 0;
};

class Office
{
public:
    bool open()
    {
        if (!m_server.start() || m_server.addUser(u"heavy@office.example"_s, u"staff"_s, kPassword).exitCode != 0 ||
            m_server.addUser(u"sam@office.example"_s, u"staff"_s, kPassword).exitCode != 0 ||
            m_server.run({u"demo-data"_s, u"--leads"_s, u"20000"_s}).exitCode != 0)
            return false;
        m_heavy = m_server.userHeaders(u"heavy@office.example"_s, kPassword);
        m_sam = m_server.userHeaders(u"sam@office.example"_s, kPassword);
        m_key = m_server.addSource(u"steady"_s);
        auto rows = json::array();
        for (int i = 0; i < 1000; ++i)
            rows.push_back({{"first_name", "Al"},
                            {"last_name", "Bo"},
                            {"email", "al@home.example"},
                            {"phone_number", "+15125550143"},
                            {"service_needed", "Drain Cleaning"},
                            {"urgency", "week"},
                            {"description", std::string(60, 'a') + "!"}});
        m_lead = QByteArray::fromStdString(
            m_server.rows(u"leads?select=id&status=eq.new&limit=1"_s).at(0).at("id").get<std::string>());
        auto notes = json::array();
        for (int i = 0; i < 1000; ++i)
            notes.push_back({{"kind", "note"},
                             {"actor", "server"},
                             {"lead_id", m_lead.toStdString()},
                             {"note", std::string(200, 'n')}});
        return m_server.write("POST", u"leads"_s, rows) == 201 &&
               m_server.write("POST", u"lead_events"_s, notes) == 201;
    }

    void measure(const char *title, const QByteArrayList &attack, int connections)
    {
        std::printf("\n%s\n", title);
        std::unique_ptr<Attacker> attacker;
        if (connections > 0)
            attacker = std::make_unique<Attacker>(port(), attack, connections);
        QTest::qWait(2000);
        SteadyClients sources(port(), m_key, 4);
        Person reader(
            "reads", port(),
            requestOf("GET", "/rest/v1/leads?select=id,last_name,status&order=created_at.desc&limit=100", m_sam), 20);
        Person writer("guarded writes", port(),
                      requestOf("PATCH", "/rest/v1/leads?id=eq." + m_lead, m_sam, R"({"zip_code":"78703"})"), 50);
        Person visitor("sign-ins", port(),
                       requestOf("POST", "/auth/v1/token?grant_type=password", {m_sam.first(), m_sam.last()},
                                 R"({"email":"sam@office.example","password":"a long enough password"})"),
                       500);
        QTest::qWait(kMeasuredMs);
        const auto figures = sources.stop();
        std::printf("    intake         %5d leads, %d refused; p50 %7.1f ms, p99 %7.1f ms\n", figures.taken,
                    figures.failed, figures.p50Ms, figures.p99Ms);
        for (Person *person : {&reader, &writer, &visitor}) {
            person->end();
            person->print();
        }
        if (attacker)
            attacker->print();
        std::printf("    memory         %lld MiB now, %lld MiB at most since the start\n", memory("VmRSS:") / 1024,
                    memory("VmHWM:") / 1024);
        attacker.reset();
        QTest::qWait(12'000); // what is unfinished has been thrown out, what waits has been refused
    }

    QByteArrayList asHeavy(const QByteArray &method, const QByteArrayList &targets, const QByteArray &body = {}) const
    {
        QByteArrayList requests;
        for (const QByteArray &target : targets)
            requests += requestOf(method, "/rest/v1/" + target, m_heavy, body);
        return requests;
    }

private:
    quint16 port() const { return quint16(QUrl(m_server.url()).port()); }
    qint64 memory(const char *field) const
    {
        QFile file(u"/proc/%1/status"_s.arg(m_server.processId()));
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const auto place = text.indexOf(field);
        return place < 0 ? 0
                         : text.mid(place + qsizetype(qstrlen(field)), 16).trimmed().split(' ').first().toLongLong();
    }

    ServerProcess m_server{ServerProcess::Store::Embedded};
    ServerProcess::Headers m_heavy;
    ServerProcess::Headers m_sam;
    QByteArray m_key;
    QByteArray m_lead;
};

QByteArray unfinished(int length, int sent)
{
    return "POST /api/v1/leads HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: " +
           QByteArray::number(length) + "\r\n\r\n" + QByteArray(sent, ' ');
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (pl::raiseOpenFileLimit() < 2300)
        return std::fprintf(stderr, "This needs 2,300 open files.\n"), 1;
    Office office;
    if (!office.open())
        return std::fprintf(stderr, "The office could not be opened.\n"), 1;
    office.measure("Nobody attacks", {}, 0);
    office.measure("2,100 requests without an end", {unfinished(60'000, 10'000)}, 2100);
    office.measure("1,500 bodies of 1 MiB without a key", {unfinished(1 << 20, 200'000)}, 1500);
    const QByteArray slow = "description=match.a*a*a*[b-z]";
    office.measure("One account: 30 slow reads at a time", office.asHeavy("GET", {"leads?select=id&" + slow}), 30);
    office.measure("One account: 30 slow or wide writes at a time",
                   office.asHeavy("PATCH", {"leads?" + slow, "leads?last_name=eq.Bo"}, R"({"zip_code":"78702"})"), 30);
    office.measure("One account: 30 answers of 300 MB at a time",
                   office.asHeavy("GET", {"lead_events?select=*,leads(*,lead_events(*))&kind=eq.note"}), 30);
    return 0;
}
