#include "models/base/jsontext.h"
#include "models/updates/signedtext.h"
#include "models/updates/updatewatch.h"
#include "tests/support/newsstand.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::updates;
using namespace std::chrono_literals;

/// Once a day, quietly, and never back to an older version; with a clock and a server of the test's own.
class TestUpdateWatch : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<test::NewsStand> m_makers;
    std::unique_ptr<UpdateWatch> m_watch;
    Timestamp m_now;

    /// As the program does at its start; what an earlier one kept is in the settings.
    void restart(std::optional<Channel> channel = std::nullopt)
    {
        m_watch.reset();
        m_watch = std::make_unique<UpdateWatch>(channel.value_or(m_makers->channel()), *m_makers, *m_settings,
                                                QVersionNumber(1, 0, 0), [this] { return m_now; });
        m_watch->setPace({0ms, 1ms});
    }
    bool hears(const QByteArray &text)
    {
        m_makers->offer(text);
        return asks();
    }
    bool hears(const nlohmann::json &manifest) { return hears(m_makers->signedText(manifest)); }
    /// Whether the answer was a good one.
    bool asks()
    {
        m_watch->ask();
        return QTest::qWaitFor([this] { return !m_watch->isAsking(); }) && m_watch->problem().isEmpty();
    }
    QString noticed() const
    {
        const auto notice = m_watch->notice();
        return notice ? notice->version.toString() : QString();
    }
    qsizetype asked() const { return m_makers->requests().size(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_makers = std::make_unique<test::NewsStand>();
        m_now = *Timestamp::parse(u"2026-11-20T09:00:00Z");
        restart();
    }
    void cleanup()
    {
        m_watch.reset();
        m_makers.reset();
        m_settings.reset();
        m_folder.reset();
    }

    void aNewerVersionIsNoticedAndOthersArent()
    {
        QVERIFY(!m_watch->notice());
        QVERIFY(hears(test::NewsStand::manifest("0.9.0")));
        QVERIFY(!m_watch->notice());
        QVERIFY(hears(test::NewsStand::manifest("1.0.0")));
        QVERIFY(!m_watch->notice());
        const QSignalSpy changed(m_watch.get(), &UpdateWatch::changed);
        QVERIFY(hears(test::NewsStand::manifest("1.0.1")));
        QCOMPARE(noticed(), QStringLiteral("1.0.1"));
        QVERIFY(!changed.isEmpty());
        QCOMPARE(m_watch->askedAt(), m_now);
        restart();
        QCOMPARE(noticed(), QStringLiteral("1.0.1"));
    }

    void theQuestionSaysNothingAboutWhoAsks()
    {
        QVERIFY(hears(test::NewsStand::manifest("1.0.0")));
        const supabase::HttpRequest &request = m_makers->requests().first();
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.target, QByteArray("/plumber-leads/latest"));
        QVERIFY(request.body.isEmpty());
        QCOMPARE(request.maxBytes, qint64(kMaxSignedBytes));
        const supabase::Headers expected{{"Accept", "*/*"}, {"Accept-Language", "*"}, {"Accept-Encoding", "identity"}};
        QCOMPARE(request.headers, expected);
    }

    void itAsksByItselfOnceADay()
    {
        m_makers->offer(test::NewsStand::manifest("1.1.0"));
        m_watch->start();
        QTRY_COMPARE(noticed(), QStringLiteral("1.1.0"));
        m_now = m_now.addSeconds(24 * 3600 - 1);
        restart();
        m_watch->start();
        QTest::qWait(50); // many looks of the timer
        QCOMPARE(asked(), 1);
        m_now = m_now.addSeconds(1);
        QTRY_COMPARE(asked(), 2);
        QTest::qWait(50);
        QCOMPARE(asked(), 2);
    }

    void aClockSetBackDoesNotKeepItFromAsking()
    {
        QVERIFY(hears(test::NewsStand::manifest("1.0.0")));
        m_now = m_now.addSeconds(-3600);
        m_watch->start();
        QTRY_COMPARE(asked(), 2);
    }

    void afterAFailureItWaitsADayToo()
    {
        m_watch->start();
        QTRY_COMPARE(m_watch->problem(), QStringLiteral("The makers are away."));
        QTest::qWait(50);
        QCOMPARE(asked(), 1);
        QVERIFY(hears(test::NewsStand::manifest("1.1.0")));
        QVERIFY(m_watch->problem().isEmpty());
    }

    void whoIsOffAsksNothingAndTellsNothing()
    {
        QVERIFY(hears(test::NewsStand::manifest("1.1.0")));
        m_watch->setOn(false);
        QVERIFY(!m_watch->notice());
        m_now = m_now.addSeconds(48 * 3600);
        restart();
        QVERIFY(!m_watch->isOn());
        m_watch->start();
        QTest::qWait(50);
        QCOMPARE(asked(), 1);
        m_watch->setOn(true);
        QCOMPARE(noticed(), QStringLiteral("1.1.0"));
    }

    void withoutAnAddressNothingIsAsked()
    {
        restart(Channel());
        QVERIFY(!m_watch->isPossible());
        QVERIFY(!m_watch->isOn());
        m_watch->start();
        m_watch->ask();
        QTest::qWait(50);
        QCOMPARE(asked(), 0);
        QVERIFY(!m_watch->askedAt());
    }

    void itAsksOneQuestionAtATime()
    {
        m_makers->setHanging(true);
        m_makers->offer(test::NewsStand::manifest("1.1.0"));
        m_watch->ask();
        QVERIFY(m_watch->isAsking());
        m_watch->ask();
        QCOMPARE(asked(), 1);
        m_makers->release();
        QTRY_COMPARE(noticed(), QStringLiteral("1.1.0"));
    }

    void laterIsAWeekOrTheNextVersion()
    {
        QVERIFY(hears(test::NewsStand::manifest("1.1.0")));
        m_watch->putOff();
        QVERIFY(!m_watch->notice());
        QCOMPARE(m_watch->newer()->version, QVersionNumber(1, 1, 0));
        m_now = m_now.addSeconds(7 * 24 * 3600 - 1);
        restart();
        QVERIFY(!m_watch->notice());
        m_now = m_now.addSeconds(1);
        QCOMPARE(noticed(), QStringLiteral("1.1.0"));
        m_watch->putOff();
        QVERIFY(!m_watch->notice());
        QVERIFY(hears(test::NewsStand::manifest("1.2.0")));
        QCOMPARE(noticed(), QStringLiteral("1.2.0"));
    }

    void nothingOlderIsBelieved()
    {
        nlohmann::json again = test::NewsStand::manifest("1.2.0");
        QVERIFY(hears(again));
        QVERIFY(!hears(test::NewsStand::manifest("1.1.0")));
        QCOMPARE(m_watch->problem(), QStringLiteral("The answer is older than one that came before."));
        restart();
        QVERIFY(!hears(test::NewsStand::manifest("1.1.0")));
        again["signed"] = "2026-10-31T12:00:00Z";
        QVERIFY(!hears(again));
        QCOMPARE(noticed(), QStringLiteral("1.2.0"));
        again["signed"] = "2026-11-02T12:00:00Z";
        QVERIFY(hears(again));
    }

    void whatHasExpiredIsNotBelieved()
    {
        nlohmann::json manifest = test::NewsStand::manifest("1.1.0");
        manifest["expires"] = "2026-11-20T09:00:00Z";
        QVERIFY(!hears(manifest));
        QCOMPARE(m_watch->problem(), QStringLiteral("The answer has expired."));
        QVERIFY(!m_watch->notice());
        manifest["expires"] = "2026-11-20T09:00:01Z";
        QVERIFY(hears(manifest));
        QCOMPARE(noticed(), QStringLiteral("1.1.0"));
    }

    void whatIsNoNewsChangesNothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("byOthers");
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = dumpJson(test::NewsStand::manifest("9.0.0"));
        QTest::newRow("another key") << 200 << true << good;
        QTest::newRow("a page of a hotel") << 200 << false << QByteArray();
        QTest::newRow("a redirect") << 302 << false << good;
        QTest::newRow("not there") << 404 << false << good;
        QTest::newRow("an error") << 500 << false << good;
        QTest::newRow("another program") << 200 << false
                                         << QByteArray(good).replace("plumber-leads\",", "plumber-lists\",");
    }
    void whatIsNoNewsChangesNothing()
    {
        QFETCH(int, status);
        QFETCH(bool, byOthers);
        QFETCH(QByteArray, text);
        QVERIFY(hears(test::NewsStand::manifest("1.1.0")));
        const test::NewsStand others;
        const QByteArray body = text.isEmpty() ? QByteArray("<p>Welcome to the hotel</p>\n")
                                               : (byOthers ? others.signedText(text) : m_makers->signedText(text));
        m_makers->answerWith(supabase::HttpResponse{status, {{"Location", "https://elsewhere.example/"}}, body});
        QVERIFY(!asks());
        QCOMPARE(asked(), 2);
        QCOMPARE(noticed(), QStringLiteral("1.1.0"));
        QCOMPARE(m_watch->newer()->version, QVersionNumber(1, 1, 0));
    }

    void whatTheSettingsHoldIsCheckedAgain()
    {
        QVERIFY(hears(test::NewsStand::manifest("1.1.0")));
        const test::NewsStand others;
        m_settings->setValue(QStringLiteral("updates/seen"), others.signedText(test::NewsStand::manifest("9.0.0")));
        restart();
        QVERIFY(!m_watch->newer());
        QVERIFY(hears(test::NewsStand::manifest("1.1.0")));
    }
};

QTEST_GUILESS_MAIN(TestUpdateWatch)

#include "tst_updatewatch.moc"
