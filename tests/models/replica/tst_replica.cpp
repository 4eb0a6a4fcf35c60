#include "models/domain/lead.h"
#include "models/replica/replica.h"
#include "tests/support/faketransport.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::replica;
using namespace std::chrono_literals;
using pl::test::FakeTransport;
using State = Replica::State;

namespace {

/// Leads, and in the same round the answer to one more question.
class LeadsAndMore : public Replica
{
public:
    LeadsAndMore(supabase::RestClient &client, std::chrono::milliseconds pollInterval)
        : Replica(pollInterval, nullptr), leads(client, "leads"), m_client(client)
    {
    }
    TableCopy<Lead> leads;
    int loads = 0;
    int told = 0; ///< of news

private:
    void loaded() override { ++loads; }
    void read() override
    {
        const auto take = [this](const QList<Lead> &news) { announce(news, [this](const QList<Lead> &) { ++told; }); };
        leads.read(round(), take, [this] {
            round().receive(m_client.selectJson(supabase::Query("services").select("name")),
                            [this](const nlohmann::json &) { round().end(); });
        });
    }

    supabase::RestClient &m_client;
};

const char kLeads[] = "/rest/v1/leads";

Result<supabase::HttpResponse> refusal(const supabase::HttpRequest &)
{
    return supabase::HttpResponse{403, {}, R"({"code":"42501","message":"permission denied"})"};
}

} // namespace

/// The rounds of every replica.
class TestReplica : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeTransport> m_transport;
    supabase::KeyCredentials m_key{"anon"};
    std::unique_ptr<supabase::RestClient> m_client;
    std::unique_ptr<LeadsAndMore> m_replica;

    int reads() const { return m_transport->countOf("GET", kLeads); }
    QByteArray lastRead() const
    {
        QByteArray found;
        for (const supabase::HttpRequest &request : m_transport->requests())
            if (request.target.startsWith(kLeads))
                found = request.target;
        return found;
    }
    void make(std::chrono::milliseconds pollInterval)
    {
        m_replica = std::make_unique<LeadsAndMore>(*m_client, pollInterval);
    }
    void load()
    {
        m_replica->start();
        QTRY_COMPARE(m_replica->state(), State::Live);
    }
    void answerWithAFullPage()
    {
        m_transport->answerNext("GET", kLeads, [](const supabase::HttpRequest &) {
            nlohmann::json rows = nlohmann::json::array();
            for (int i = 1; i <= supabase::kPageRows; ++i)
                rows.push_back(FakeTransport::lead(i, "A", "B"));
            return Result<supabase::HttpResponse>(supabase::HttpResponse{200, {}, dumpJson(rows)});
        });
    }

private Q_SLOTS:
    void init()
    {
        m_transport = std::make_unique<FakeTransport>();
        m_transport->fillOffice(3);
        m_client = std::make_unique<supabase::RestClient>(*m_transport, m_key, nullptr,
                                                          supabase::RetryPolicy{1, 1ms, 1ms, 1s});
        make(10ms);
    }
    void cleanup()
    {
        m_replica.reset();
        m_client.reset();
    }

    void tellsTheStatesOfTheFirstLoad()
    {
        QCOMPARE(m_replica->state(), State::Off);
        m_replica->start();
        QCOMPARE(m_replica->state(), State::Loading);
        QTRY_COMPARE(m_replica->state(), State::Live);
        QCOMPARE(m_replica->leads.rows().size(), 3);
        QCOMPARE(m_replica->loads, 1);
        QCOMPARE(m_replica->told, 0);
    }

    void pausesGrowWhileTheServerIsAway()
    {
        m_transport->setOffline(true);
        QElapsedTimer clock;
        clock.start();
        m_replica->start();
        QTRY_VERIFY(reads() >= 5);
        QVERIFY2(clock.elapsed() >= 270,
                 qPrintable(QString::number(clock.elapsed()))); // 20 + 40 + 80 + 160, and timers may be early
        QCOMPARE(m_replica->state(), State::Failed);
        m_transport->setOffline(false);
        m_replica->syncNow();
        QTRY_COMPARE(m_replica->state(), State::Live);
        QVERIFY(m_replica->lastSync().micros > 0);
    }

    void stopDropsWhatIsOnItsWay()
    {
        m_transport->setHanging(true);
        m_replica->start();
        QTRY_COMPARE(reads(), 1);
        m_replica->stop();
        m_transport->setHanging(false);
        m_transport->release();
        m_replica->start(); // answered behind the one that was dropped
        QTRY_COMPARE(m_replica->state(), State::Live);
        QVERIFY(reads() >= 2);
        QCOMPARE(m_transport->requests()[1].target, m_transport->requests()[0].target); // both from the beginning
    }

    void whoeverStopsWhileAPageIsTakenGetsNoMore()
    {
        answerWithAFullPage();
        make(1h);
        connect(m_replica.get(), &Replica::stateChanged, this, [this] {
            if (!m_replica->leads.rows().isEmpty())
                m_replica->stop();
        });
        m_replica->start();
        QTRY_COMPARE(m_replica->leads.rows().size(), supabase::kPageRows);
        QCOMPARE(reads(), 1);
        QCOMPARE(m_replica->state(), State::Loading);
    }

    void aTableThatIsCompleteIsNotReadFromTheBeginning()
    {
        make(1h);
        m_transport->answerNext("GET", "/rest/v1/services", &refusal);
        m_replica->start();
        QTRY_COMPARE(m_replica->state(), State::Failed);
        QVERIFY(!lastRead().contains("updated_at=gte."));
        m_replica->syncNow();
        QTRY_COMPARE(m_replica->state(), State::Live);
        QVERIFY(lastRead().contains("updated_at=gte."));
    }

    void oneThatIsNotCompleteIs()
    {
        make(1h);
        answerWithAFullPage();
        m_transport->answerNext("GET", kLeads, &refusal);
        m_replica->start();
        QTRY_COMPARE(m_replica->state(), State::Failed);
        QVERIFY(lastRead().contains("updated_at=gte.")); // the second page
        m_replica->syncNow();
        QTRY_COMPARE(m_replica->state(), State::Live);
        QCOMPARE(reads(), 3);
        QVERIFY(!lastRead().contains("updated_at=gte."));
    }

    void newsThatComesDuringARoundBringsAnother()
    {
        make(1h);
        supabase::OfficeNews news(*m_client);
        QSignalSpy heard(&news, &supabase::OfficeNews::heard);
        m_replica->follow(news, {"leads"});
        news.ask();
        QTRY_COMPARE(heard.size(), 1);
        load();
        const int before = reads();
        m_transport->setHanging(true);
        m_replica->syncNow();
        QTRY_COMPARE(reads(), before + 1);
        m_transport->setHanging(false);
        nlohmann::json lead = FakeTransport::lead(50, "New", "Customer");
        lead["updated_at"] = m_transport->nextTime();
        m_transport->put("leads", lead);
        news.ask();
        QTRY_COMPARE(heard.size(), 2);
        m_transport->release();
        QTRY_COMPARE(reads(), before + 2);
        QTRY_COMPARE(m_replica->leads.rows().size(), 4);
        QCOMPARE(m_replica->told, 1);
    }
};

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
