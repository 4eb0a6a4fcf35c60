#include "server/metrics/registry.h"
#include "tests/server/metrics/prometheustext.h"

#include <QTest>

#include <limits>
#include <thread>

using namespace pl::metrics;
using pl::test::PrometheusText;

/// Counters, gauges and histograms, and what Prometheus reads of them.
class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheTextFormat();
    void escapesOutsideInput();
    void sortsMeasurementsIntoBuckets_data();
    void sortsMeasurementsIntoBuckets();
    void copiesOthersMeasurements();
    void limitsTheNumberOfSeries();
    void givesTheSameInstrumentAgain();
    void looksUpBeforeItWrites();
    void countsFromManyThreads();
    void readerIsStrict_data();
    void readerIsStrict();
};

void TestMetrics::writesTheTextFormat()
{
    Registry registry;
    registry.counter("leads_total", "Leads.", {"source", "outcome"}).with({"web", "taken"}).add(3);
    registry.gauge("depth", "Rows that wait.").with({}).set(1.5);
    QCOMPARE(registry.text(), QByteArray("# HELP depth Rows that wait.\n"
                                         "# TYPE depth gauge\n"
                                         "depth 1.5\n"
                                         "# HELP leads_total Leads.\n"
                                         "# TYPE leads_total counter\n"
                                         "leads_total{source=\"web\",outcome=\"taken\"} 3\n"));
}

void TestMetrics::escapesOutsideInput()
{
    Registry registry;
    registry.counter("leads_total", "a\\b\nc \"d\"", {"source"}).with({"a\\b\nc \"d\" {e}, Zoë"}).add();
    const QByteArray text = registry.text();
    QVERIFY(text.contains("# HELP leads_total a\\\\b\\nc \"d\"\n"));
    QVERIFY(text.contains("leads_total{source=\"a\\\\b\\nc \\\"d\\\" {e}, Zoë\"} 1\n"));
    QCOMPARE(PrometheusText::parse(text).error, QString());
}

void TestMetrics::sortsMeasurementsIntoBuckets_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QList<int>>("upTo"); // 0.5, 1, +Inf
    QTest::newRow("below") << -1.0 << QList<int>{1, 1, 1};
    QTest::newRow("on a bound") << 0.5 << QList<int>{1, 1, 1};
    QTest::newRow("between") << 0.75 << QList<int>{0, 1, 1};
    QTest::newRow("above") << 2.0 << QList<int>{0, 0, 1};
    QTest::newRow("no end") << std::numeric_limits<double>::infinity() << QList<int>{0, 0, 1};
    QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << QList<int>{0, 0, 0};
}

void TestMetrics::sortsMeasurementsIntoBuckets()
{
    QFETCH(double, value);
    QFETCH(QList<int>, upTo);
    Registry registry;
    registry.histogram("took_seconds", "Time.", {"route"}, {0.5, 1}).with({"/x"}).observe(value);
    const auto text = PrometheusText::parse(registry.text());
    QCOMPARE(text.error, QString());
    QCOMPARE(text.value("took_seconds_bucket{le=\"0.5\",route=\"/x\"}"), double(upTo.at(0)));
    QCOMPARE(text.value("took_seconds_bucket{le=\"1\",route=\"/x\"}"), double(upTo.at(1)));
    QCOMPARE(text.value("took_seconds_bucket{le=\"+Inf\",route=\"/x\"}"), double(upTo.at(2)));
    QCOMPARE(text.value("took_seconds_count{route=\"/x\"}"), double(upTo.at(2)));
    QCOMPARE(text.value("took_seconds_sum{route=\"/x\"}"), upTo.at(2) ? value : 0.0);
}

void TestMetrics::copiesOthersMeasurements()
{
    Histogram histogram({1, 2});
    histogram.set({{1, 2, 3}, 9.5});
    QCOMPARE(histogram.snapshot().buckets, std::vector<quint64>({1, 2, 3}));
    QCOMPARE(histogram.snapshot().sum, 9.5);
    histogram.set({{7}, 1});
    QCOMPARE(histogram.snapshot().buckets, std::vector<quint64>({1, 2, 3}));
}

void TestMetrics::limitsTheNumberOfSeries()
{
    Registry registry;
    auto &family = registry.counter("guesses_total", "Guesses.", {"key"});
    constexpr int kMany = 5000;
    for (int i = 0; i < kMany; ++i)
        family.with({QByteArray::number(i)}).add();
    const auto text = PrometheusText::parse(registry.text());
    QCOMPARE(text.error, QString());
    QCOMPARE(std::size_t(text.samples.size()), Family<Counter>::kMaxSeries + 1);
    QCOMPARE(text.value("guesses_total{key=\"other\"}"), double(kMany - int(Family<Counter>::kMaxSeries)));
    family.with({"7"}).add();
    QCOMPARE(family.with({"7"}).value(), quint64(2));
}

void TestMetrics::givesTheSameInstrumentAgain()
{
    Registry registry;
    auto &family = registry.counter("leads_total", "Leads.", {"source"});
    QCOMPARE(&registry.counter("leads_total", "Leads.", {"source"}), &family);
    QCOMPARE(&family.with({"a"}), &family.with({"a"}));
    QVERIFY(&family.with({"a"}) != &family.with({"b"}));
    QCOMPARE(&family.with({"a", "too many"}), &family.with({"a"}));
    QCOMPARE(&family.with({}), &family.with({""}));
}

void TestMetrics::looksUpBeforeItWrites()
{
    Registry registry;
    auto &gauge = registry.gauge("open", "Open.").with({});
    int asked = 0;
    registry.beforeText([&] { gauge.set(++asked); });
    QVERIFY(registry.text().contains("\nopen 1\n"));
    QVERIFY(registry.text().contains("\nopen 2\n"));
}

void TestMetrics::countsFromManyThreads()
{
    constexpr int kThreads = 4;
    constexpr int kTimes = 10'000;
    Registry registry;
    auto &counters = registry.counter("a_total", "A.", {"x"});
    auto &histograms = registry.histogram("b_seconds", "B.", {"x"}, secondsBounds());
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n < kTimes; ++n) {
                    counters.with({QByteArray::number(n % 10)}).add();
                    histograms.with({}).observe(0.25);
                }
            });
        // Read while others write: the invariants hold at every moment.
        for (int i = 0; i < 20; ++i)
            QCOMPARE(PrometheusText::parse(registry.text()).error, QString());
    }
    quint64 sum = 0;
    counters.forEach([&sum](const QByteArrayList &, const Counter &counter) { sum += counter.value(); });
    QCOMPARE(sum, quint64(kThreads * kTimes));
    QCOMPARE(histograms.with({}).snapshot().sum, kThreads * kTimes * 0.25);
}

void TestMetrics::readerIsStrict_data()
{
    const QByteArray head = "# HELP a_total A.\n# TYPE a_total counter\n";
    const QByteArray histogram = "# HELP h H.\n# TYPE h histogram\n";
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no end of line") << head + "a_total 1";
    QTest::newRow("no type") << QByteArray("a_total 1\n");
    QTest::newRow("no help") << QByteArray("# TYPE a_total counter\na_total 1\n");
    QTest::newRow("twice") << head + "a_total 1\na_total 1\n";
    QTest::newRow("an open quote") << head + "a_total{b=\"c} 1\n";
    QTest::newRow("a bad escape") << head + "a_total{b=\"\\x\"} 1\n";
    QTest::newRow("no number") << head + "a_total one\n";
    QTest::newRow("a label twice") << head + "a_total{b=\"1\",b=\"2\"} 1\n";
    QTest::newRow("negative") << head + "a_total -1\n";
    QTest::newRow("no last bucket") << histogram + "h_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n";
    QTest::newRow("falling") << histogram + "h_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n";
    QTest::newRow("another count") << histogram + "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n";
    QTest::newRow("no sum") << histogram + "h_bucket{le=\"+Inf\"} 1\nh_count 1\n";
}

void TestMetrics::readerIsStrict()
{
    QFETCH(QByteArray, text);
    QVERIFY(!PrometheusText::parse(text).error.isEmpty());
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
