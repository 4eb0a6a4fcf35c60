#include "models/stats/offerreader.h"
#include "tests/support/officefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::stats;
using pl::test::FakeTransport;

/// Over a FakeTransport whose history has an assignment each hour.
class TestOfferReader : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<OfferReader> m_reader;
    int m_finished = 0;
    bool m_worked = true;
    int m_lines = 0;

    static Timestamp hour(int number) { return Timestamp{1'790'000'000'000'000}.addSeconds(qint64(number) * 3600); }
    void addLines(int count)
    {
        for (int line = 0; line < count; ++line) {
            const std::string at = hour(++m_lines).toString().toStdString();
            m_office->transport.put("lead_events", {{"id", m_lines},
                                                    {"lead_id", FakeTransport::leadId(m_lines)},
                                                    {"kind", "assigned"},
                                                    {"actor", "sam@office.test"},
                                                    {"plumber_id", FakeTransport::plumberId(1)},
                                                    {"note", nullptr},
                                                    {"detail", nullptr},
                                                    {"updated_at", at},
                                                    {"at", at}});
        }
    }
    int requests() const { return m_office->transport.countOf("GET", "/rest/v1/lead_events"); }

private Q_SLOTS:
    void init()
    {
        m_finished = 0;
        m_lines = 0;
        m_office = std::make_unique<test::OfficeFixture>(0);
        m_reader = std::make_unique<OfferReader>(m_office->client);
        connect(m_reader.get(), &OfferReader::finished, this, [this](const Result<> &outcome) {
            ++m_finished;
            m_worked = bool(outcome);
        });
    }

    void readsBackAsFarAsItMust()
    {
        addLines(2500);
        m_reader->read(hour(1200));
        QTRY_COMPARE(m_finished, 1);
        QVERIFY(m_worked);
        QCOMPARE(requests(), 2); // the newest 2,000 lines reach further back
        QCOMPARE(m_reader->book().offers().size(), 2000);
        QCOMPARE(m_reader->coveredFrom(), std::optional(hour(1200)));
    }

    void laterReadsWhatIsNew()
    {
        addLines(3);
        m_reader->read(hour(0));
        QTRY_COMPARE(m_finished, 1);
        addLines(1);
        m_reader->read(hour(2));
        QTRY_COMPARE(m_finished, 2);
        QCOMPARE(m_reader->book().offers().size(), 4);
        QVERIFY(m_office->transport.requests().last().target.contains("id=gt.3"));
        QCOMPARE(m_reader->coveredFrom(), std::optional(hour(0)));
    }

    void anEarlierTimeReadsAllAgain()
    {
        addLines(1500);
        m_reader->read(hour(1000));
        QTRY_COMPARE(m_finished, 1);
        QCOMPARE(m_reader->book().offers().size(), 1000);
        m_reader->read(hour(100));
        QTRY_COMPARE(m_finished, 2);
        QCOMPARE(m_reader->book().offers().size(), 1500);
        QCOMPARE(m_reader->coveredFrom(), std::optional(hour(100)));
    }

    /// However often somebody asks: all of them again would be a hundred requests a second.
    void whatIsTooMuchIsReadOnce()
    {
        m_reader = std::make_unique<OfferReader>(m_office->client, nullptr, 2000);
        connect(m_reader.get(), &OfferReader::finished, this, [this] { ++m_finished; });
        addLines(3500);
        m_reader->read(hour(0));
        QTRY_COMPARE(m_finished, 1);
        QCOMPARE(requests(), 2);
        QCOMPARE(m_reader->coveredFrom(), std::optional(hour(1501)));
        addLines(1);
        m_reader->read(hour(0));
        QTRY_COMPARE(m_finished, 2);
        QCOMPARE(requests(), 3);
        QCOMPARE(m_reader->book().offers().size(), 2001);
        QCOMPARE(m_reader->coveredFrom(), std::optional(hour(1501)));
    }

    void aFailureLeavesTheBookAsItWas()
    {
        addLines(3);
        m_reader->read(hour(0));
        QTRY_COMPARE(m_finished, 1);
        m_office->transport.setOffline(true);
        m_reader->read(hour(0));
        QTRY_COMPARE(m_finished, 2);
        QVERIFY(!m_worked);
        QCOMPARE(m_reader->book().offers().size(), 3);
    }

    void whatIsWantedMeanwhileIsReadNext()
    {
        addLines(3);
        m_office->transport.setHanging(true);
        m_reader->read(hour(2));
        m_reader->read(hour(0));
        m_reader->read(hour(1));
        m_office->transport.release();
        QTRY_COMPARE(m_finished, 2);
        QCOMPARE(m_reader->coveredFrom(), std::optional(hour(0)));
    }

    void forgettingDropsAnAnswerOnItsWay()
    {
        addLines(3);
        m_office->transport.setHanging(true);
        m_reader->read(hour(0));
        m_reader->clear();
        m_office->transport.release();
        m_reader->read(hour(0));
        QTRY_COMPARE(m_finished, 1);
        QCOMPARE(m_reader->book().offers().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestOfferReader)
#include "tst_offerreader.moc"
