#include "models/supabase/settingsstore.h"
#include "server/main/customerduty.h"
#include "tests/server/customer/customeroffice.h"

#include <QSignalSpy>

using namespace pl;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;
using pl::test::CustomerOffice;
using pl::test::wait;

/// The duty that lets go every night: when, by whose clock, and what becomes of a night that failed. With the real
/// store and journal; both clocks are the test's own.
class TestCustomerDuty : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerOffice> m_office;
    std::unique_ptr<supabase::OfficeNews> m_news;
    std::unique_ptr<DutyWatch> m_watch;
    std::unique_ptr<journal::JournalPruner> m_pruner;
    std::unique_ptr<metrics::Registry> m_metrics;
    std::unique_ptr<CustomerDuty> m_duty;
    QList<Result<customer::LetGo>> m_nights;
    journal::ClockTrust::Uptime m_uptime{0};

    void makeDuty()
    {
        const auto wall = [this] { return m_office->now; };
        m_news = std::make_unique<supabase::OfficeNews>(m_office->rest(), supabase::OfficeNews::Pace{20ms, 20ms});
        m_watch = std::make_unique<DutyWatch>(wall);
        m_pruner = std::make_unique<journal::JournalPruner>(
            m_office->journal(), journal::JournalPruner::Plan{.keep = 24h * 30, .roundPause = 20ms},
            journal::JournalPruner::Clocks{wall, [this] { return m_uptime; }});
        m_metrics = std::make_unique<metrics::Registry>();
        m_duty = std::make_unique<CustomerDuty>(
            m_office->tools(),
            CustomerDuty::Dependencies{*m_news, *m_watch, m_office->journal(), *m_pruner, *m_metrics},
            CustomerDuty::Clocks{wall, [this] { return m_uptime; }, billing::NightTimer::Pace{5ms, 50ms}});
        connect(m_duty.get(), &CustomerDuty::worked, this,
                [this](const Result<customer::LetGo> &outcome) { m_nights += outcome; });
    }
    /// Once a change is foreseen, the office's rules are known, its time zone among them.
    void start()
    {
        m_news->start();
        m_duty->start();
        int days = 100;
        const auto isForeseen = [&] {
            days = days == 100 ? 99 : 100;
            changeTimes({{"leads", days}});
            return !forecast().is_null();
        };
        QTRY_VERIFY(isForeseen());
    }
    void pass(std::chrono::seconds time)
    {
        m_office->now = m_office->now.addSeconds(time.count());
        m_uptime += time;
    }
    /// So many days from now, at this time of the office's day.
    void goTo(int days, QTime time)
    {
        const QTimeZone chicago("America/Chicago");
        const QDate day = m_office->now.toDateTime().toTimeZone(chicago).date().addDays(days);
        const auto at = Timestamp::fromMSecs(QDateTime(day, time, chicago).toMSecsSinceEpoch());
        pass(std::chrono::seconds(m_office->now.secondsTo(at)));
    }
    void changeTimes(const json &some = json::object())
    {
        json times{{"leads", 100}, {"proof", 300}, {"messages", 200}, {"journal", 30}, {"activity", 400}};
        times.update(some);
        m_office->setTimes(times);
    }
    void put(const char *key, const json &value)
    {
        QVERIFY(wait(supabase::SettingsStore(m_office->rest()).put(QString::fromLatin1(key), value)).ok());
    }
    json forecast()
    {
        for (const json &row : m_office->rows("settings", "key,value"))
            if (row["key"] == KeepingForecast::kKey)
                return row["value"];
        return {};
    }
    QUuid completed() { return m_office->addLead({{"status", "completed"}, {"closed_reason", "lost"}}); }
    bool isErased(const QUuid &lead) { return m_office->row("leads", lead)["erased_at"].is_string(); }
    /// The timer has looked many times by then.
    void letTheTimerLook() { QTest::qWait(100); }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<CustomerOffice>();
        m_uptime = 0ms;
        m_nights.clear();
        changeTimes();
        put("office_time_zone", "America/Chicago");
        makeDuty();
    }
    void cleanup()
    {
        m_duty.reset();
        m_pruner.reset();
        m_watch.reset();
        m_news.reset();
        m_metrics.reset();
        m_office.reset();
    }

    void letsGoAtThreeByTheOfficesClock()
    {
        const QUuid lead = completed();
        goTo(101, QTime(22, 0));
        start();
        goTo(1, QTime(2, 58));
        letTheTimerLook();
        QVERIFY(m_nights.isEmpty() && !isErased(lead));
        goTo(0, QTime(3, 1));
        QTRY_COMPARE(m_nights.size(), 1);
        QVERIFY(m_nights.first().ok());
        QCOMPARE(*m_nights.first(), customer::LetGo{.leads = 1});
        QVERIFY(isErased(lead));
        QVERIFY2(m_metrics->text().contains("plumber_leads_let_go_total{what=\"leads\"} 1\n"),
                 m_metrics->text().constData());
        // Once a night, and the next one has nothing to do.
        goTo(0, QTime(23, 0));
        letTheTimerLook();
        QCOMPARE(m_nights.size(), 1);
        goTo(1, QTime(3, 1));
        QTRY_COMPARE(m_nights.size(), 2);
        QVERIFY(m_nights.last()->isNothing());
    }

    /// A day later it is believed: by then the program has seen it run.
    void aClockThatJumpedLetsNothingGo()
    {
        const QUuid lead = completed();
        start();
        QSignalSpy held(m_duty.get(), &CustomerDuty::held);
        m_office->now = m_office->now.addSeconds(qint64(101) * 24 * 3600); // and the uptime knows nothing of it
        goTo(1, QTime(3, 1));
        QTRY_COMPARE(held.size(), 1);
        letTheTimerLook();
        QVERIFY(m_nights.isEmpty() && !isErased(lead));
        goTo(2, QTime(3, 1));
        QTRY_COMPARE(m_nights.size(), 1);
        QVERIFY(isErased(lead));
    }

    /// As above, but the clock jumped while the server was off.
    void aClockThatWasWrongAtTheStartLetsNothingGo()
    {
        const QUuid lead = completed();
        QVERIFY(m_office->journal().setTime("clock-believed", m_office->now).result().ok());
        goTo(101, QTime(1, 0));
        start();
        QSignalSpy held(m_duty.get(), &CustomerDuty::held);
        goTo(0, QTime(3, 1));
        QTRY_COMPARE(held.size(), 1);
        QVERIFY(m_nights.isEmpty() && !isErased(lead));
    }

    void changedTimesAreForeseenAtOnce()
    {
        completed();
        goTo(50, QTime(12, 0));
        start();
        QTRY_VERIFY(forecast()["leads"] == json(0));
        changeTimes({{"leads", 40}});
        QTRY_VERIFY(forecast()["leads"] == json(1));
        // The last of several counts, also while the first is being looked at.
        for (const int days : {200, 30, 300})
            changeTimes({{"leads", days}});
        QTRY_VERIFY(forecast()["leads"] == json(0));
        letTheTimerLook();
        QVERIFY(forecast()["leads"] == json(0));
        QVERIFY(m_nights.isEmpty());
    }

    void theJournalKeepsItsKeysAsLongAsTheOfficeSays()
    {
        m_office->addEntry("stripe", "evt_1", "{}");
        const auto waiting = m_office->journal().waiting(1, "stripe").result();
        QVERIFY(
            m_office->journal().markForwarded({waiting->first().sequence}, Timestamp::now(), "stripe").result().ok());
        pass(48h);
        QSignalSpy pruned(m_pruner.get(), &journal::JournalPruner::pruned);
        m_pruner->start();
        start();
        letTheTimerLook();
        QCOMPARE(pruned.size(), 0);
        changeTimes({{"journal", 1}});
        QTRY_COMPARE(pruned.size(), 1);
    }

    void aNightThatFailedIsReportedAndTriedAgain()
    {
        const QUuid lead = completed();
        goTo(101, QTime(1, 0));
        start();
        put("card_required", "perhaps"); // rules that can't be read
        goTo(0, QTime(3, 1));
        QTRY_VERIFY(m_nights.size() >= 2);
        QVERIFY(!m_nights.last().ok() && !isErased(lead));
        pass(11min);
        QTRY_COMPARE(m_watch->failing().size(), 1);
        QCOMPARE(m_watch->failing().first().duty, u"letting-go"_s);
        QVERIFY(dutyInWords(u"letting-go"_s) != u"letting-go");
        put("card_required", true);
        QTRY_VERIFY(m_nights.last().ok());
        QVERIFY(isErased(lead));
        QVERIFY(m_watch->failing().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCustomerDuty)
#include "tst_customerduty.moc"
