#include "models/replica/activityfeed.h"
#include "tests/support/activityrows.h"
#include "tests/support/officefixture.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::activityRow;
using pl::test::FakeTransport;
using pl::test::leadEventRow;
using pl::test::wait;
using replica::ActivityFeed;
using replica::ActivityFilter;
using replica::ActivityGroup;
using replica::ActivityLine;

/// The leads' history and what people did, read as one list.
class TestActivityFeed : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<ActivityFeed> m_feed;

    FakeTransport &store() { return m_office->transport; }
    static std::string minute(int number)
    {
        return Timestamp::fromMSecs(1'795'000'000'000).addSeconds(60 * number).toString().toStdString();
    }
    void putEvent(int number, int at, const json &changes = json::object())
    {
        store().put("lead_events", leadEventRow(number, "note", minute(at), changes));
    }
    void putActivity(int number, int at, const json &changes = json::object())
    {
        store().put("activity", activityRow(number, "plumber_added", minute(at), changes));
    }
    /// "L1" for the first line of a lead, "A2" for the second of the office, the newest first.
    QString shown() const
    {
        QList<ActivityLine> lines = m_feed->lines().values();
        std::sort(lines.begin(), lines.end(), replica::isNewer);
        QStringList names;
        for (const ActivityLine &line : std::as_const(lines))
            names += (line.ofLead() ? u'L' : u'A') + QString::number(line.number());
        return names.join(u' ');
    }
    int reads() { return store().countOf("GET", "/rest/v1/lead_events") + store().countOf("GET", "/rest/v1/activity"); }
    void open()
    {
        m_feed->open();
        QTRY_VERIFY(m_feed->state() == ActivityFeed::State::Live && !m_feed->isReading());
    }
    /// Asks for news, and whether the list has become this.
    bool hears(const QString &wanted)
    {
        m_office->replica.news().ask();
        return shown() == wanted;
    }
    void readOn()
    {
        m_feed->readOn();
        QTRY_VERIFY(!m_feed->isReading());
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(1);
        QVERIFY(m_office->load());
        m_feed = std::make_unique<ActivityFeed>(m_office->client, u"sam@office.test"_s, nullptr, 3);
        m_feed->follow(m_office->replica.news());
    }
    void cleanup()
    {
        m_feed.reset();
        m_office.reset();
    }

    void nothingIsReadBeforeSomebodyLooks()
    {
        putEvent(1, 1);
        const int others = reads(); // the replica counts answers
        const QSignalSpy heard(&m_office->replica.news(), &supabase::OfficeNews::heard);
        m_office->replica.news().ask();
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(reads(), others);
        open();
        QCOMPARE(shown(), u"L1"_s);
    }

    void bothTablesAreOneListPageByPage()
    {
        for (int i = 1; i <= 5; ++i)
            putEvent(i, 10 * i);
        for (int i = 1; i <= 4; ++i)
            putActivity(i, 10 * i + 35);
        open();
        // Line 5 was read, too, but an activity that was not may be newer.
        QCOMPARE(shown(), u"A4 A3 A2"_s);
        QVERIFY(m_feed->hasMore());
        readOn();
        QCOMPARE(shown(), u"A4 A3 A2 L5 A1 L4 L3"_s);
        readOn();
        QCOMPARE(shown(), u"A4 A3 A2 L5 A1 L4 L3 L2 L1"_s);
        QVERIFY(!m_feed->hasMore());
        const int before = reads();
        m_feed->readOn();
        QCOMPARE(reads(), before);
    }

    void linesOfOneMomentAreNotLostBetweenPages()
    {
        for (int i = 1; i <= 8; ++i)
            putEvent(i, 10);
        open();
        while (m_feed->hasMore())
            readOn();
        QCOMPARE(shown(), u"L8 L7 L6 L5 L4 L3 L2 L1"_s);
    }

    void newLinesComeOnTop()
    {
        putEvent(1, 10);
        putActivity(1, 20);
        open();
        const QSignalSpy reset(m_feed.get(), &ActivityFeed::reset);
        putEvent(2, 30);
        QTRY_VERIFY(hears(u"L2 A1 L1"_s));
        // One that began before it, and ended after.
        putActivity(2, 25);
        QTRY_VERIFY(hears(u"L2 A2 A1 L1"_s));
        QVERIFY(reset.isEmpty());
    }

    void aFilterIsTheStores()
    {
        putEvent(1, 1);
        putEvent(2, 2, {{"kind", "assigned"}, {"plumber_id", FakeTransport::plumberId(1)}});
        putActivity(1, 3);
        putActivity(2, 4, {{"kind", "exported"}, {"actor", "sam@office.test"}});
        open();
        const auto narrowed = [this](const ActivityFilter &filter) {
            m_feed->setFilter(filter);
            return QTest::qWaitFor(
                       [this] { return m_feed->state() == ActivityFeed::State::Live && !m_feed->isReading(); })
                       ? shown()
                       : u"never"_s;
        };
        QCOMPARE(narrowed({.actors = {u"sam@office.test"_s}}), u"A2 L2 L1"_s);
        QCOMPARE(narrowed({.groups = {ActivityGroup::Assignments, ActivityGroup::Files}}), u"A2 L2"_s);
        const int activityReads = store().countOf("GET", "/rest/v1/activity");
        QCOMPARE(narrowed({.groups = {ActivityGroup::Notes}}), u"L1"_s);
        QCOMPARE(store().countOf("GET", "/rest/v1/activity"), activityReads);
        ActivityFilter between;
        between.from = Timestamp::parse(QString::fromStdString(minute(2)));
        between.until = Timestamp::parse(QString::fromStdString(minute(4)));
        QCOMPARE(narrowed(between), u"A1 L2"_s);
        QCOMPARE(narrowed({.about = ActivityFilter::About{{}, {test::OfficeFixture::plumberId(1)}}}), u"L2"_s);
        QCOMPARE(narrowed({.about = ActivityFilter::About{}}), QString());
        QCOMPARE(m_feed->actors(), (QStringList{u"ada@office.test"_s, u"sam@office.test"_s}));
    }

    void aKindOfANewerServerIsLeftOut()
    {
        for (int i = 1; i <= 3; ++i)
            putActivity(i, i, {{"kind", "of_tomorrow"}});
        putActivity(4, 0);
        open();
        while (m_feed->hasMore())
            readOn();
        QCOMPARE(shown(), u"A4"_s);
    }

    void moreThanAPageAtOnceStartsOver()
    {
        putEvent(1, 1);
        open();
        const QSignalSpy reset(m_feed.get(), &ActivityFeed::reset);
        for (int i = 2; i <= 1100; ++i)
            putEvent(i, i);
        m_office->replica.news().ask();
        QTRY_COMPARE(reset.size(), 1);
        QTRY_COMPARE(shown(), u"L1100 L1099 L1098"_s);
    }

    void aFailureKeepsTheLinesAndIsTriedAgain()
    {
        for (int i = 1; i <= 4; ++i)
            putEvent(i, i);
        open();
        store().setOffline(true);
        m_feed->readOn();
        QTRY_COMPARE(m_feed->state(), ActivityFeed::State::Failed);
        QCOMPARE(shown(), u"L4 L3 L2"_s);
        store().setOffline(false);
        readOn();
        QCOMPARE(m_feed->state(), ActivityFeed::State::Live);
        QCOMPARE(shown(), u"L4 L3 L2 L1"_s);
    }

    void newLinesThatFailedToComeAreTriedAgain_data()
    {
        QTest::addColumn<bool>("byHand");
        QTest::newRow("by hand, though there is nothing older") << true;
        QTest::newRow("with the next news") << false;
    }
    void newLinesThatFailedToComeAreTriedAgain()
    {
        QFETCH(bool, byHand);
        putEvent(1, 1);
        open();
        QVERIFY(!m_feed->hasMore());
        store().answerNext("GET", "/rest/v1/lead_events", [](const auto &) -> Result<supabase::HttpResponse> {
            return Error{ErrorCode::Unavailable, u"away"_s};
        });
        putEvent(2, 2);
        m_office->replica.news().ask();
        QTRY_COMPARE(m_feed->state(), ActivityFeed::State::Failed);
        QCOMPARE(shown(), u"L1"_s);
        byHand ? m_feed->readOn() : m_office->replica.news().ask();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), u"L2 L1"_s, 30'000);
        QCOMPARE(m_feed->state(), ActivityFeed::State::Live);
    }

    /// However much has happened to their leads since.
    void aPlumbersChangesAreTheNewest()
    {
        const json ofOne{{"plumber_id", FakeTransport::plumberId(1)}};
        putEvent(1, 1, ofOne);
        putEvent(2, 3, ofOne);
        putEvent(3, 5);
        putActivity(1, 0, ofOne);
        putActivity(2, 2, ofOne);
        putActivity(3, 4, ofOne);
        putActivity(4, 5);
        const auto lines = wait(m_feed->changesOf(test::OfficeFixture::plumberId(1), 2));
        QVERIFY(lines);
        QStringList names;
        for (const ActivityLine &line : *lines)
            names += (line.ofLead() ? u'L' : u'A') + QString::number(line.number());
        QCOMPARE(names.join(u' '), u"A3 A2"_s);
        store().setOffline(true);
        QVERIFY(!wait(m_feed->changesOf(test::OfficeFixture::plumberId(1), 2)));
    }

    void anExportIsWrittenDownAlsoAfterAnOutage()
    {
        store().setOffline(true);
        m_feed->note(ActivityKind::Exported, u"leads"_s, 12, u"xlsx"_s);
        m_feed->note(ActivityKind::Printed, u"plumbers"_s, 3);
        QTRY_COMPARE(store().countOf("POST", "/rest/v1/activity"), 1);
        QCOMPARE(store().count("activity"), std::size_t(0));
        store().setOffline(false);
        QTRY_VERIFY((m_office->replica.news().ask(), store().count("activity") == 2));
        const auto posts = store().requests();
        QVERIFY(std::any_of(posts.begin(), posts.end(), [](const auto &request) {
            return request.method == "POST" &&
                   json::parse(request.body.toStdString()) == json{{"actor", "sam@office.test"},
                                                                   {"kind", "exported"},
                                                                   {"subject", "leads"},
                                                                   {"detail", {{"rows", 12}, {"format", "xlsx"}}}};
        }));
    }

    void aLineThatIsRefusedHoldsNoOtherUp()
    {
        store().answerNext("POST", "/rest/v1/activity", [](const auto &) -> Result<supabase::HttpResponse> {
            return Error{ErrorCode::Forbidden, u"no"_s};
        });
        m_feed->note(ActivityKind::Exported, u"leads"_s, 1);
        m_feed->note(ActivityKind::Exported, u"plumbers"_s, 2);
        QTRY_COMPARE(store().count("activity"), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestActivityFeed)
#include "tst_activityfeed.moc"
