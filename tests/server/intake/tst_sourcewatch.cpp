#include "server/intake/sourcewatch.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using nlohmann::json;
using pl::test::ScriptedTransport;

/// Sources that fall silent. The clock is the test's, and the store says what it is told.
class TestSourceWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticesSilence_data();
    void noticesSilence();
    void knowsNightsAndWeekends();
    void raisesNoAlarmInItsFirstWeeks();
    void doesNotLearnSilence();
    void seesThatItSendsAgain();
    void keepsWhatItLearned();
    void refusesABrokenFile_data();
    void refusesABrokenFile();

    void notifiesTheOffice();
    void waitsForLeadsUnderWay();
    void asksAgainWhenTheStoreIsAway();
    void remembersAcrossRestarts();

private:
    /// Whole weeks in which `leadsOf(hour of the week)` leads came.
    template <class F>
    static UsualRate learnt(int weeks, const F &leadsOf);
};

namespace {

constexpr qint64 kWeek = 168;
constexpr qint64 kFirst = 490'000 - 490'000 % kWeek; // hours since 1970

bool isOffice(qint64 hour)
{
    const qint64 ofDay = hour % 24;
    const qint64 day = hour % kWeek / 24;
    return day < 5 && ofDay >= 8 && ofDay < 18;
}

} // namespace

template <class F>
UsualRate TestSourceWatch::learnt(int weeks, const F &leadsOf)
{
    UsualRate rate;
    for (qint64 hour = kFirst; hour < kFirst + weeks * kWeek; ++hour)
        rate.add(hour, leadsOf(hour));
    return rate;
}

void TestSourceWatch::noticesSilence_data()
{
    QTest::addColumn<int>("perHour");
    QTest::addColumn<int>("now");
    QTest::addColumn<int>("silentAfter"); // hours; 0: never
    QTest::newRow("busy, nothing") << 100 << 0 << 1;
    QTest::newRow("busy, a tenth") << 100 << 10 << 1;
    QTest::newRow("busy, a fifth") << 100 << 20 << 0;
    QTest::newRow("busy, as usual") << 100 << 100 << 0;
    QTest::newRow("busy, more") << 100 << 1000 << 0;
    QTest::newRow("quiet, nothing") << 1 << 0 << 11; // one of the last 12 hours was as usual
    QTest::newRow("quiet, as usual") << 1 << 1 << 0;
    QTest::newRow("never any") << 0 << 0 << 0;
}

void TestSourceWatch::noticesSilence()
{
    QFETCH(int, perHour);
    QFETCH(int, now);
    QFETCH(int, silentAfter);
    UsualRate rate = learnt(4, [&](qint64) { return perHour; });
    int silentHours = 0;
    for (int hours = 1; hours <= 20 && silentHours == 0; ++hours) {
        rate.add(kFirst + 4 * kWeek + hours - 1, now);
        if (rate.state().isSilent)
            silentHours = hours;
    }
    QCOMPARE(silentHours, silentAfter);
}

void TestSourceWatch::knowsNightsAndWeekends()
{
    const auto usual = [](qint64 hour) { return isOffice(hour) ? 20 : 0; };
    UsualRate rate = learnt(4, usual);
    // Another week as usual: never silent.
    for (qint64 hour = kFirst + 4 * kWeek; hour < kFirst + 5 * kWeek; ++hour) {
        rate.add(hour, usual(hour));
        QVERIFY2(!rate.state().isSilent, qPrintable(QString::number(hour % kWeek)));
    }
    // Then nothing: silent in the first hour of the office, not in the night before it.
    for (qint64 hour = kFirst + 5 * kWeek; hour < kFirst + 5 * kWeek + 9; ++hour) {
        rate.add(hour, 0);
        QCOMPARE(rate.state().isSilent, isOffice(hour));
    }
}

void TestSourceWatch::raisesNoAlarmInItsFirstWeeks()
{
    UsualRate rate = learnt(1, [](qint64) { return 100; });
    for (qint64 hour = kFirst + kWeek; hour < kFirst + 2 * kWeek; ++hour) {
        rate.add(hour, 0);
        QVERIFY(!rate.state().isSilent);
    }
}

void TestSourceWatch::doesNotLearnSilence()
{
    UsualRate rate = learnt(4, [](qint64) { return 100; });
    for (qint64 hour = kFirst + 4 * kWeek; hour < kFirst + 12 * kWeek; ++hour)
        rate.add(hour, 0);
    QVERIFY(rate.state().isSilent);
}

void TestSourceWatch::seesThatItSendsAgain()
{
    UsualRate rate = learnt(4, [](qint64) { return 100; });
    rate.add(kFirst + 4 * kWeek, 0);
    QVERIFY(rate.state().isSilent);
    QCOMPARE(rate.state().seen, 0);
    QCOMPARE(rate.state().hours, 1);
    rate.add(kFirst + 4 * kWeek + 1, 90);
    QVERIFY(!rate.state().isSilent);
}

void TestSourceWatch::keepsWhatItLearned()
{
    UsualRate rate = learnt(3, [](qint64 hour) { return int(hour % 7); });
    rate.add(kFirst + 3 * kWeek, 0);
    const auto read = UsualRate::fromJson(rate.toJson());
    QVERIFY(read);
    QVERIFY(read->toJson() == rate.toJson());
    QCOMPARE(read->state(), rate.state());
    QCOMPARE(read->lastHour(), rate.lastHour());
}

void TestSourceWatch::refusesABrokenFile_data()
{
    QTest::addColumn<std::string>("field");
    QTest::addColumn<std::string>("value");
    QTest::newRow("no usual hours") << std::string("usual") << std::string("[]");
    QTest::newRow("a text among them") << std::string("leads") << std::string(R"(["x"])");
    QTest::newRow("no hour") << std::string("hour") << std::string("null");
    QTest::newRow("unequal") << std::string("expected") << std::string("[1]");
}

void TestSourceWatch::refusesABrokenFile()
{
    QFETCH(std::string, field);
    QFETCH(std::string, value);
    json object = learnt(1, [](qint64) { return 1; }).toJson();
    QVERIFY(UsualRate::fromJson(object));
    object[field] = json::parse(value);
    QVERIFY(!UsualRate::fromJson(object));
    QVERIFY(!UsualRate::fromJson(json("text")));
}

/// A source that sent 100 leads an hour for four weeks, watched.
struct Watched
{
    Watched()
    {
        settings = SourceWatch::keyOf(source.id).toStdString();
        UsualRate rate;
        for (qint64 hour = kFirst; hour < kFirst + 4 * kWeek; ++hour)
            rate.add(hour, 100);
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no room for the test");
        file.write(dumpJson({{source.id.toString(QUuid::WithoutBraces).toStdString(), rate.toJson()}}));
        file.close();
        makeWatch();
    }
    void makeWatch()
    {
        watch = std::make_unique<SourceWatch>(
            rest, [this] { return QList<Source>{source}; }, path(), [this] { return now; });
        counted = std::make_unique<QSignalSpy>(watch.get(), &SourceWatch::counted);
    }
    QString path() const { return dir.filePath(QStringLiteral("rates.json")); }
    /// Minutes after the last hour that was learnt.
    void setMinutes(qint64 minutes) { now = Timestamp{(kFirst + 4 * kWeek) * 3'600'000'000 + minutes * 60'000'000}; }

    QTemporaryDir dir;
    ScriptedTransport store;
    supabase::KeyCredentials credentials{"key"};
    supabase::RestClient rest{store, credentials, nullptr, supabase::RetryPolicy{.attempts = 1}};
    const Source source{.id = QUuid::createUuid(), .name = QStringLiteral("AdLeads")};
    std::string settings;
    Timestamp now;
    std::unique_ptr<SourceWatch> watch;
    std::unique_ptr<QSignalSpy> counted;
};

void TestSourceWatch::notifiesTheOffice()
{
    Watched w;
    QSignalSpy silent(w.watch.get(), &SourceWatch::fellSilent);
    QSignalSpy again(w.watch.get(), &SourceWatch::sendsAgain);
    w.setMinutes(66);
    w.store.stored = 0;
    w.watch->check();
    QTRY_COMPARE(silent.size(), 1);
    QTRY_VERIFY(w.store.settings.contains(w.settings));
    const json row = w.store.settings[w.settings];
    QVERIFY(row["name"] == "AdLeads");
    QVERIFY(row["seen"] == 0);
    QVERIFY(row["expected"] == 100);
    QCOMPARE(Timestamp::parse(QString::fromStdString(row["since"].get<std::string>())),
             std::optional(Timestamp{(kFirst + 4 * kWeek) * 3'600'000'000}));

    w.setMinutes(126);
    w.store.stored = 80;
    w.watch->check();
    QTRY_COMPARE(again.size(), 1);
    QTRY_VERIFY(w.store.settings[w.settings]["since"].is_null());
    QCOMPARE(silent.size(), 1);
    const QByteArray asked = w.store.requests.at(w.store.requests.size() - 2).target;
    QVERIFY(asked.contains("source_id=eq." + w.source.id.toByteArray(QUuid::WithoutBraces)));
    QVERIFY(asked.contains("created_at=gte.") && asked.contains("created_at=lt."));
}

void TestSourceWatch::waitsForLeadsUnderWay()
{
    Watched w;
    w.store.stored = 0;
    w.setMinutes(64);
    w.watch->check();
    QCOMPARE(w.store.requests.size(), 0);
    w.setMinutes(65);
    w.watch->check();
    QCOMPARE(w.store.requests.size(), 1);
    // Once an hour.
    QTRY_COMPARE(w.counted->size(), 2);
    w.watch->check();
    QTRY_COMPARE(w.counted->size(), 3);
    QCOMPARE(std::count_if(w.store.requests.begin(), w.store.requests.end(),
                           [](const auto &request) { return request.target.contains("source_id"); }),
             1);
}

void TestSourceWatch::asksAgainWhenTheStoreIsAway()
{
    Watched w;
    QSignalSpy silent(w.watch.get(), &SourceWatch::fellSilent);
    w.setMinutes(66);
    w.store.script = [](const supabase::HttpRequest &) { return ScriptedTransport::unreachable(); };
    w.watch->check();
    QTRY_COMPARE(w.store.requests.size(), 1);
    w.store.script = nullptr;
    w.store.stored = 0;
    QTRY_VERIFY((w.watch->check(), silent.size() == 1));
}

void TestSourceWatch::remembersAcrossRestarts()
{
    Watched w;
    w.store.stored = 0;
    w.setMinutes(66);
    w.watch->check();
    QTRY_VERIFY(w.store.settings.contains(w.settings));
    w.makeWatch();
    QSignalSpy silent(w.watch.get(), &SourceWatch::fellSilent);
    const auto asked = w.store.requests.size();
    w.watch->check();
    QCOMPARE(w.store.requests.size(), asked);
    QCOMPARE(w.counted->size(), 1);
    QVERIFY(w.counted->first().at(1).value<UsualRate::State>().isSilent);
    QCOMPARE(silent.size(), 0); // it was told already
}

QTEST_GUILESS_MAIN(TestSourceWatch)
#include "tst_sourcewatch.moc"
