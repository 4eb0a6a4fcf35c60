#include "server/http/clientaddress.h"
#include "server/intake/refusalbound.h"
#include "server/intake/sourcelimits.h"
#include "server/shared/ratelimiter.h"

#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace std::chrono_literals;

/// How much sources may send, and how fast keys may be guessed; the clocks are the test's.
class TestIntakeLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void limitsNobodyUnlessAsked();
    void limitsTheMinute();
    void limitsTheDay();
    void acceptsARequestWholeOrNotAtAll();
    void forgivesRepeats();
    void countsOtherServersLeads();
    void forgetsTheStoresCountOfYesterday();
    void survivesAClockThatIsSetBack();
    void sendsTheLimitsInHeaders();
    void keepsSoManyRefusalsAMinute();
    void keepsSoManyRefusalsADay();
    void keepsSoManyBytesOfRefusalsADay();
    void keepsAWholeArrayOfAProgram();
    void saysOnceADayThatMoreWasRefused();
    void givesRepeatedRefusalsBack();
    void boundsEachSourceByItself();
    void letsGuessersTryAgain();
    void parsesNetworks_data();
    void parsesNetworks();
    void boundsItsMemory();

private:
    bool take(const Source &source, int rows = 1) { return !m_limits->take(source, rows, rows); }
    static QList<HookEntry> refusals(const Source &source, int count, qsizetype bytes = 10);
    RefusalBound::Share refuse(const Source &source, int count)
    {
        return m_bound->take(source, refusals(source, count));
    }

    Timestamp m_now;
    std::optional<SourceLimits> m_limits;
    std::optional<RefusalBound> m_bound;
    const Source m_form{.id = QUuid::createUuid(), .name = QStringLiteral("f"), .kind = Source::Kind::Form};
    const RefusalBound::Most m_most = RefusalBound::mostOf(Source::Kind::Form);
    const Source m_minute{.id = QUuid::createUuid(), .name = QStringLiteral("m"), .perMinute = 2};
    const Source m_day{.id = QUuid::createUuid(), .name = QStringLiteral("d"), .perDay = 3};
};

void TestIntakeLimits::init()
{
    m_now = Timestamp::parse(u"2026-11-23T10:00:00Z").value();
    m_limits.emplace([this] { return m_now; });
    m_bound.emplace([this] { return m_now; });
}

QList<HookEntry> TestIntakeLimits::refusals(const Source &source, int count, qsizetype bytes)
{
    return {count, HookEntry{source.id, "text/plain", QByteArray(bytes, 'x'), IntakeCause::Refused, {}}};
}

void TestIntakeLimits::limitsNobodyUnlessAsked()
{
    const Source free{.id = QUuid::createUuid(), .name = QStringLiteral("f")};
    QVERIFY(take(free, 1'000'000));
    QVERIFY(m_limits->headers(free).isEmpty());
}

void TestIntakeLimits::limitsTheMinute()
{
    QVERIFY(take(m_minute));
    m_now = m_now.addSeconds(20);
    QVERIFY(take(m_minute));
    const auto refused = m_limits->take(m_minute, 1, 1);
    QVERIFY(refused);
    QVERIFY(!refused->isDaily);
    QCOMPARE(refused->error.code, ErrorCode::RateLimited);
    QCOMPARE(refused->error.retryAfterSeconds, 40);
    m_now = m_now.addSeconds(40);
    QVERIFY(take(m_minute));
}

void TestIntakeLimits::limitsTheDay()
{
    for (int i = 0; i < 3; ++i) {
        QVERIFY(take(m_day));
        m_now = m_now.addSeconds(3600);
    }
    const auto refused = m_limits->take(m_day, 1, 1);
    QVERIFY(refused && refused->isDaily);
    QCOMPARE(refused->error.retryAfterSeconds, 11 * 3600);
    m_now = m_now.addSeconds(11 * 3600);
    QVERIFY(take(m_day));
}

void TestIntakeLimits::acceptsARequestWholeOrNotAtAll()
{
    QVERIFY(take(m_day, 2));
    QVERIFY(!take(m_day, 2));
    QVERIFY(take(m_day, 1));
}

void TestIntakeLimits::forgivesRepeats()
{
    QVERIFY(take(m_day, 3));
    QVERIFY(!take(m_day));
    m_limits->giveBack(m_day, 1);
    QVERIFY(take(m_day));
    QVERIFY(!take(m_day));
}

void TestIntakeLimits::countsOtherServersLeads()
{
    QVERIFY(take(m_day));
    m_limits->beginStored(m_day.id);
    QVERIFY(take(m_day)); // while the store is asked
    m_limits->setStored(m_day.id, 2);
    QVERIFY(!take(m_day));
}

void TestIntakeLimits::forgetsTheStoresCountOfYesterday()
{
    m_limits->beginStored(m_day.id);
    m_now = m_now.addSeconds(86'400);
    m_limits->setStored(m_day.id, 3);
    QVERIFY(take(m_day));
}

void TestIntakeLimits::survivesAClockThatIsSetBack()
{
    QVERIFY(take(m_minute, 2));
    m_now = m_now.addSeconds(-3600);
    QVERIFY(take(m_minute, 2));
    QVERIFY(!take(m_minute));
    m_now = m_now.addSeconds(60);
    QVERIFY(take(m_minute));
}

void TestIntakeLimits::sendsTheLimitsInHeaders()
{
    const Source both{.id = QUuid::createUuid(), .name = QStringLiteral("b"), .perMinute = 5, .perDay = 9};
    QVERIFY(take(both, 2));
    m_now = m_now.addSeconds(12);
    const http::Headers expected{{"RateLimit-Policy", "\"minute\";q=5;w=60, \"day\";q=9;w=86400"},
                                 {"RateLimit", "\"minute\";r=3;t=48, \"day\";r=7;t=50388"}};
    QCOMPARE(m_limits->headers(both), expected);
}

void TestIntakeLimits::keepsSoManyRefusalsAMinute()
{
    const auto first = refuse(m_form, m_most.inMinute);
    QCOMPARE(first.kept.size(), m_most.inMinute);
    QCOMPARE(first.dropped, 0);
    m_now = m_now.addSeconds(59);
    const auto more = refuse(m_form, 3);
    QCOMPARE(more.dropped, 3);
    QCOMPARE(more.kept.size(), 1); // which says so
    m_now = m_now.addSeconds(1);
    QCOMPARE(refuse(m_form, 3).kept.size(), 3);
}

void TestIntakeLimits::keepsSoManyRefusalsADay()
{
    int kept = 0;
    for (int minute = 0; minute < 60; ++minute, m_now = m_now.addSeconds(60))
        kept += m_most.inMinute - refuse(m_form, m_most.inMinute).dropped;
    QCOMPARE(kept, m_most.inDay);
    m_now = Timestamp::parse(u"2026-11-24T00:00:00Z").value();
    QCOMPARE(refuse(m_form, 3).kept.size(), 3);
}

void TestIntakeLimits::keepsSoManyBytesOfRefusalsADay()
{
    const auto large = refusals(m_form, 3, m_most.bytesInDay / 2);
    const auto share = m_bound->take(m_form, large);
    QCOMPARE(share.dropped, 1);
    QCOMPARE(share.kept.size(), 3);
    QVERIFY(share.kept.at(1) == large.at(1) && share.kept.at(2) != large.at(2));
    m_now = m_now.addSeconds(60);
    QCOMPARE(refuse(m_form, 1).dropped, 1);
}

void TestIntakeLimits::keepsAWholeArrayOfAProgram()
{
    const Source program{.id = QUuid::createUuid(), .name = QStringLiteral("p")};
    QCOMPARE(refuse(program, 1000).kept.size(), 1000);
    QCOMPARE(refuse(program, 1).dropped, 1);
}

/// Whoever restarts the server makes the same entry again, which the journal knows; one that the journal refused comes
/// again.
void TestIntakeLimits::saysOnceADayThatMoreWasRefused()
{
    const auto notice = refuse(m_form, m_most.inMinute + 1).kept.last();
    QCOMPARE(notice.sourceId, m_form.id);
    QCOMPARE(notice.cause, std::optional(IntakeCause::Refused));
    QVERIFY(notice.reason.contains(QString::number(m_most.inDay)));
    QVERIFY(refuse(m_form, 1).kept.isEmpty());
    const auto ticket = RefusalBound::ticketOf(notice);
    m_bound->settle(ticket, Result<journal::EventReceipt>(journal::EventReceipt{true}));
    QVERIFY(refuse(m_form, 1).kept.isEmpty());
    m_bound->settle(ticket, Result<journal::EventReceipt>(Error{ErrorCode::Unavailable, QStringLiteral("full")}));
    const auto again = refuse(m_form, 1);
    QCOMPARE(again.kept, QList<HookEntry>{notice});
    QCOMPARE(again.kept.first().submission(m_now).key, notice.submission(m_now.addSeconds(3600)).key);
    QVERIFY(notice.submission(m_now).key != notice.submission(m_now.addSeconds(24 * 3600)).key);
}

void TestIntakeLimits::givesRepeatedRefusalsBack()
{
    const auto kept = refuse(m_form, m_most.inMinute).kept;
    const auto ticket = RefusalBound::ticketOf(kept.first());
    m_bound->settle(ticket, Result<journal::EventReceipt>(journal::EventReceipt{false}));
    QCOMPARE(refuse(m_form, 1).dropped, 1);
    m_bound->settle(ticket, Result<journal::EventReceipt>(journal::EventReceipt{true}));
    QCOMPARE(refuse(m_form, 2).dropped, 1);
    m_bound->settle(ticket, std::nullopt);
    QCOMPARE(refuse(m_form, 2).dropped, 1);
}

void TestIntakeLimits::boundsEachSourceByItself()
{
    const Source other{.id = QUuid::createUuid(), .name = QStringLiteral("o"), .kind = Source::Kind::Form};
    QCOMPARE(refuse(m_form, m_most.inMinute + 1).dropped, 1);
    QCOMPARE(refuse(other, m_most.inMinute).dropped, 0);
}

void TestIntakeLimits::letsGuessersTryAgain()
{
    std::chrono::milliseconds now = 1h;
    shared::RateLimiter limiter({.burst = 3, .refill = 10s}, [&now] { return now; });
    for (int i = 0; i < 3; ++i)
        QCOMPARE(limiter.take("a"), 0);
    QCOMPARE(limiter.take("a"), 10);
    QCOMPARE(limiter.take("b"), 0);
    now += 9500ms;
    QCOMPARE(limiter.take("a"), 1);
    now += 500ms;
    QCOMPARE(limiter.take("a"), 0);
    QCOMPARE(limiter.take("a"), 10);
    limiter.giveBack("a");
    QCOMPARE(limiter.take("a"), 0);
    now += 1h;
    for (int i = 0; i < 3; ++i)
        QCOMPARE(limiter.take("a"), 0);
    QVERIFY(limiter.take("a") > 0);
}

void TestIntakeLimits::parsesNetworks_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("forwarded");
    QTest::addColumn<QString>("same"); // a peer of the same network
    QTest::newRow("IPv4") << QStringLiteral("203.0.113.7") << QByteArray() << QStringLiteral("203.0.113.7");
    QTest::newRow("mapped") << QStringLiteral("::ffff:203.0.113.7") << QByteArray() << QStringLiteral("203.0.113.7");
    QTest::newRow("IPv6") << QStringLiteral("2001:db8:1:2::1") << QByteArray()
                          << QStringLiteral("2001:db8:1:2:ffff::9");
    QTest::newRow("proxy") << QStringLiteral("127.0.0.1") << QByteArray("203.0.113.7") << QStringLiteral("203.0.113.7");
    QTest::newRow("the proxy's word is the last")
        << QStringLiteral("::1") << QByteArray("10.0.0.1, 203.0.113.7") << QStringLiteral("203.0.113.7");
    QTest::newRow("not from elsewhere") << QStringLiteral("203.0.113.7") << QByteArray("10.0.0.1")
                                        << QStringLiteral("203.0.113.7");
    QTest::newRow("nonsense") << QStringLiteral("127.0.0.1") << QByteArray("unknown") << QStringLiteral("127.0.0.1");
}

void TestIntakeLimits::parsesNetworks()
{
    QFETCH(QString, peer);
    QFETCH(QByteArray, forwarded);
    QFETCH(QString, same);
    http::Request request;
    request.peer = QHostAddress(peer);
    if (!forwarded.isNull())
        request.headers = {{"X-Forwarded-For", forwarded}};
    http::Request other;
    other.peer = QHostAddress(same);
    QCOMPARE(clientNetwork(request), clientNetwork(other));
    other.peer = QHostAddress(QStringLiteral("2001:db8:1:3::1"));
    QVERIFY(clientNetwork(request) != clientNetwork(other));
}

void TestIntakeLimits::boundsItsMemory()
{
    std::chrono::milliseconds now = 1h;
    shared::RateLimiter limiter({.burst = 2, .refill = 10s, .maxNetworks = 100}, [&now] { return now; });
    for (int i = 0; i < 100; ++i)
        QCOMPARE(limiter.take(QByteArray::number(i)), 0);
    // Further ones share what one has.
    QCOMPARE(limiter.take("x"), 0);
    QCOMPARE(limiter.take("y"), 0);
    QVERIFY(limiter.take("z") > 0);
    QCOMPARE(limiter.take("7"), 0);
    QCOMPARE(limiter.size(), 101);
    now += 1min; // by then all is forgotten
    QCOMPARE(limiter.take("z"), 0);
    QVERIFY(limiter.size() < 3);
}

QTEST_GUILESS_MAIN(TestIntakeLimits)
#include "tst_intakelimits.moc"
