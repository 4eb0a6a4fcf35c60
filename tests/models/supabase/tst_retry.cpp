#include "models/base/onresult.h"
#include "models/supabase/retry.h"
#include "tests/support/faketransport.h"

#include <QTest>

using namespace pl;
using namespace pl::supabase;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using pl::test::FakeTransport;

/// When a request is repeated and how long that waits; what answers say about the project itself.
class TestRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waits_data();
    void waits();
    void spreadsTheWaits();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void aLongRetryAfterEndsTheTries();
    void aRefusedKeyIsNotTriedAgain();
    void namesTheProjectsTrouble_data();
    void namesTheProjectsTrouble();

private:
    static Result<HttpResponse> answer(int status, Headers headers = {}) { return HttpResponse{status, headers, {}}; }
    Result<nlohmann::json> select(FakeTransport &transport, int status, const QByteArray &body, Headers headers = {});
};

void TestRetry::waits_data()
{
    QTest::addColumn<int>("tries");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<int>("least"); // ms; -1: not repeated
    QTest::addColumn<int>("most");
    QTest::newRow("first") << 1 << 503 << QByteArray() << 50 << 100;
    QTest::newRow("second") << 2 << 503 << QByteArray() << 100 << 200;
    QTest::newRow("never longer than the most") << 20 << 503 << QByteArray() << 2500 << 5000;
    QTest::newRow("429") << 1 << 429 << QByteArray() << 50 << 100;
    QTest::newRow("as it is asked") << 1 << 429 << QByteArray("2") << 2000 << 2000;
    QTest::newRow("asked for longer than we wait") << 1 << 429 << QByteArray("60") << -1 << -1;
    QTest::newRow("the last try") << 30 << 503 << QByteArray() << -1 << -1;
    QTest::newRow("a refusal") << 1 << 403 << QByteArray() << -1 << -1;
    QTest::newRow("a paused project") << 1 << 540 << QByteArray() << -1 << -1;
    QTest::newRow("a success") << 1 << 200 << QByteArray() << -1 << -1;
}

void TestRetry::waits()
{
    QFETCH(int, tries);
    QFETCH(int, status);
    QFETCH(QByteArray, retryAfter);
    QFETCH(int, least);
    QFETCH(int, most);
    const RetryPolicy policy{30, 100ms, 5s, 10s};
    const auto delay = retryDelay(policy, tries, answer(status, {{"Retry-After", retryAfter}}));
    QCOMPARE(delay.has_value(), least >= 0);
    if (delay)
        QVERIFY2(delay->count() >= least && delay->count() <= most, QByteArray::number(qint64(delay->count())));
}

void TestRetry::spreadsTheWaits()
{
    const RetryPolicy policy{3, 1s, 5s, 10s};
    QSet<qint64> waits;
    for (int i = 0; i < 50; ++i)
        waits.insert(retryDelay(policy, 1, answer(503))->count());
    QVERIFY(waits.size() > 10);
}

void TestRetry::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("seconds");
    const QByteArray date = "Mon, 23 Nov 2026 08:00:00 GMT";
    QTest::newRow("none") << QByteArray() << date << 0;
    QTest::newRow("seconds") << QByteArray("17") << date << 17;
    QTest::newRow("negative") << QByteArray("-5") << date << 0;
    // By the other side's clock, not by ours.
    QTest::newRow("a date") << QByteArray("Mon, 23 Nov 2026 08:01:30 GMT") << date << 90;
    QTest::newRow("a date that is past") << QByteArray("Mon, 23 Nov 2026 07:00:00 GMT") << date << 0;
    QTest::newRow("nonsense") << QByteArray("soon") << date << 0;
}

void TestRetry::readsRetryAfter()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, date);
    QFETCH(int, seconds);
    QCOMPARE(retryAfter({503, {{"Retry-After", text}, {"Date", date}}, {}}).count(), seconds);
}

Result<nlohmann::json> TestRetry::select(FakeTransport &transport, int status, const QByteArray &body, Headers headers)
{
    for (int i = 0; i < 5; ++i)
        transport.answerNext("GET", "/", [=](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{status, headers, body};
        });
    KeyCredentials key("sb_secret_x");
    RestClient client(transport, key, nullptr, {3, 1ms, 5ms, 10s});
    std::optional<Result<nlohmann::json>> result;
    onResult(this, client.selectJson(Query("leads")), [&](const Result<nlohmann::json> &rows) { result = rows; });
    (void)QTest::qWaitFor([&] { return result.has_value(); });
    return result.value_or(Error{ErrorCode::TimedOut, u"the test waited in vain"_s});
}

void TestRetry::aLongRetryAfterEndsTheTries()
{
    FakeTransport transport;
    const auto rows = select(transport, 429, {}, {{"Retry-After", "30"}});
    QCOMPARE(rows.error().code, ErrorCode::RateLimited);
    QCOMPARE(rows.error().retryAfterSeconds, 30);
    QCOMPARE(transport.requests().size(), 1);
}

void TestRetry::aRefusedKeyIsNotTriedAgain()
{
    FakeTransport transport;
    QCOMPARE(select(transport, 401, R"({"message":"Invalid API key"})").error().code, ErrorCode::Unauthenticated);
    QCOMPARE(transport.requests().size(), 1);
}

void TestRetry::namesTheProjectsTrouble_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("part");
    QTest::newRow("paused") << 540 << QByteArray() << u"The Supabase project is paused. Restore it"_s;
    QTest::newRow("table not in the cache")
        << 404 << QByteArray(R"({"code":"PGRST205","message":"Could not find the table 'public.leads'"})")
        << u"plumber-leads-server migrate"_s;
    QTest::newRow("table not in the database")
        << 404 << QByteArray(R"({"code":"42P01","message":"relation \"leads\" does not exist"})")
        << u"plumber-leads-server migrate"_s;
    QTest::newRow("column missing") << 400 << QByteArray(R"({"code":"42703","message":"column does not exist"})")
                                    << u"plumber-leads-server migrate"_s;
    for (const char *message : {"Invalid API key", "No API key found in request", "Invalid authentication credentials",
                                "Legacy API keys are disabled", "Forbidden use of secret API key in browser"})
        QTest::newRow(message) << 401 << "{\"message\":\"" + QByteArray(message) + "\"}"
                               << u"does not accept the key. Compare it"_s;
    QTest::newRow("somebody's token") << 401 << QByteArray(R"({"code":"PGRST303","message":"JWT expired"})")
                                      << u"JWT expired"_s;
    QTest::newRow("a refusal") << 403 << QByteArray(R"({"code":"42501","message":"permission denied"})")
                               << u"permission denied"_s;
}

void TestRetry::namesTheProjectsTrouble()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, part);
    FakeTransport transport;
    const auto rows = select(transport, status, body);
    QVERIFY2(rows.error().message.contains(part), qPrintable(rows.error().message));
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
