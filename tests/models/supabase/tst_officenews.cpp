#include "models/supabase/officenews.h"
#include "tests/support/faketransport.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::supabase;
using pl::test::FakeTransport;
using namespace std::chrono_literals;

class TestOfficeNews : public QObject
{
    Q_OBJECT

private:
    static News news(const char *json) { return *News::fromJson(nlohmann::json::parse(json)); }

    FakeTransport m_transport;
    KeyCredentials m_key{"service"};

private Q_SLOTS:
    void tellsTablesApart()
    {
        const News before = news(R"({"leads":"2026-11-29T08:00:00+00:00","payments":null})");
        const News after = news(R"({"leads":"2026-11-29T08:00:01+00:00","payments":null})");
        QVERIFY(after.differs(before, "leads"));
        QVERIFY(!after.differs(before, "payments"));
        QVERIFY(!after.differs(before, "unknown"));
        QVERIFY(news("{}").differs(before, "payments"));
        QVERIFY(!News::fromJson(nlohmann::json::array()));
    }

    void looksAtNewsOnceMoreAndAtLatest()
    {
        Lookout lookout({"leads", "plumbers"}, 60s);
        const News first = news(R"({"leads":1,"plumbers":1})");
        QVERIFY(lookout.isDue(first, 0));
        lookout.looked(first, 0);
        QVERIFY(!lookout.isDue(first, 2999));
        QVERIFY(lookout.isDue(first, 3000)); // a transaction that ended late
        lookout.looked(first, 3000);
        QVERIFY(!lookout.isDue(first, 62'999));
        QVERIFY(lookout.isDue(first, 63'000));
        lookout.looked(first, 63'000);
        QVERIFY(lookout.isDue(news(R"({"leads":1,"plumbers":2})"), 63'001));
        QVERIFY(!lookout.isDue(news(R"({"leads":1,"plumbers":1,"payments":9})"), 63'001));
        lookout.forget();
        QVERIFY(lookout.isDue(first, 63'001));
    }

    void ringsForThoseWhoWatch()
    {
        m_transport.fillOffice(1);
        RestClient client(m_transport, m_key);
        OfficeNews asked(client, {1ms, 1ms, 1h, 10ms});
        int leads = 0;
        int plumbers = 0;
        QObject owner;
        auto gone = std::make_unique<QObject>();
        asked.watch({"leads"}, &owner, [&leads] { ++leads; });
        asked.watch({"plumbers", "services"}, &owner, [&plumbers] { ++plumbers; });
        asked.watch({"leads"}, gone.get(), [] { QFAIL("its owner is gone"); });
        gone.reset();
        QSignalSpy heard(&asked, &OfficeNews::heard);
        asked.start();
        QTRY_VERIFY(heard.size() > 3);
        QCOMPARE(leads, 1); // the first news is news to everybody
        QCOMPARE(plumbers, 1);
        m_transport.put("leads", FakeTransport::lead(2, "Maria", "Gonzalez"));
        QTRY_COMPARE(leads, 2);
        QCOMPARE(plumbers, 1);
        asked.stop();
        const int requests = m_transport.countOf("GET", "/rest/v1/rpc/office_news");
        QCOMPARE(m_transport.requests().size(), requests);
    }

    void comesBackNoSoonerThanItIsAsked()
    {
        RestClient client(m_transport, m_key, nullptr, RetryPolicy{1, 1ms, 1ms, 1s});
        OfficeNews asked(client, {1ms, 1ms, 1h, 5ms});
        QSignalSpy heard(&asked, &OfficeNews::heard);
        m_transport.answerNext("GET", "/rest/v1/rpc/office_news", [](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{503, {{"Retry-After", "1"}}, {}};
        });
        QElapsedTimer since;
        since.start();
        asked.start();
        QTRY_VERIFY(heard.size() > 0);
        QVERIFY2(since.elapsed() >= 900, QByteArray::number(since.elapsed())); // timers may be a little early
    }

    void goesOnAfterAnOutage()
    {
        RestClient client(m_transport, m_key, nullptr, RetryPolicy{1, 1ms, 1ms, 1s});
        OfficeNews asked(client, {1ms, 1ms, 1h, 5ms});
        QSignalSpy heard(&asked, &OfficeNews::heard);
        QSignalSpy failed(&asked, &OfficeNews::failed);
        m_transport.setOffline(true);
        asked.start();
        QTRY_VERIFY(failed.size() > 3);
        QCOMPARE(heard.size(), 0);
        m_transport.setOffline(false);
        QTRY_VERIFY(heard.size() > 0);
    }
};

QTEST_GUILESS_MAIN(TestOfficeNews)
#include "tst_officenews.moc"
