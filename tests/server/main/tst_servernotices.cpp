#include "server/embedded/inprocesstransport.h"
#include "server/main/servernotices.h"
#include "server/main/signupcheck.h"
#include "tests/server/embedded/embeddedfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

using supabase::HttpRequest;
using supabase::HttpResponse;

/// The embedded store, with something in between that counts, fails, and lets somebody else be faster.
class WatchedTransport : public supabase::Transport
{
public:
    explicit WatchedTransport(embedded::EmbeddedSupabase &supabase) : m_store(supabase) {}

    QFuture<Result<HttpResponse>> send(HttpRequest request) override
    {
        if (request.method != "GET")
            ++writes;
        if (failures > 0 && request.method != "GET") {
            --failures;
            return QtFuture::makeReadyFuture(Result<HttpResponse>(Error{ErrorCode::Unavailable, u"away"_s}));
        }
        if (request.target.startsWith("/auth/v1/settings") && !settings.isEmpty()) {
            ++asked;
            return QtFuture::makeReadyFuture(Result<HttpResponse>(HttpResponse{200, {}, settings}));
        }
        if (request.method != "GET" && beforeWrite)
            std::exchange(beforeWrite, {})();
        return m_store.send(std::move(request));
    }

    int writes = 0;
    int failures = 0;
    int asked = 0; // for Auth's settings
    QByteArray settings;
    std::function<void()> beforeWrite;

private:
    embedded::InProcessTransport m_store;
};

QByteArray dumped(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

/// A server's own clients of the one store.
struct Server
{
    explicit Server(EmbeddedFixture &store)
        : transport(store.supabase()), key(store.supabase().keys().serviceKey), rest(transport, key)
    {
    }

    WatchedTransport transport;
    supabase::KeyCredentials key;
    supabase::RestClient rest;
    Timestamp now{1'800'000'000'000'000};
    ServerNotices notices{rest, 5ms, [this] { return now; }};
};

} // namespace

/// What the server has to tell admins, and the row in which it does.
class TestServerNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void standsUntilItIsMended();
    void writesTheSameOnce();
    void findsWhatStoodBefore();
    void keepsTheTimeOverAnotherText();
    void leavesOthersNoticesAlone();
    void survivesSomebodyFaster();
    void survivesSomebodyFasterWithTheFirst();
    void triesAgainAfterAFailure();
    void endsWithTheLastWish();
    void replacesWhatNobodyUnderstands();
    void tellsOfOpenSignUp();
    void believesNoOddAnswer_data();
    void believesNoOddAnswer();
    void theEmbeddedStoreIsClosed();

private:
    json notices();
    QString textOf(const char *key);

    std::unique_ptr<EmbeddedFixture> m_store;
};

void TestServerNotices::init()
{
    m_store = std::make_unique<EmbeddedFixture>();
    QVERIFY(m_store->isOpen());
}

/// The row's value; null when there is none.
json TestServerNotices::notices()
{
    const json rows = m_store->read("/rest/v1/settings?key=eq.server_notices&select=value");
    return rows.empty() ? json() : rows[0]["value"];
}

QString TestServerNotices::textOf(const char *key)
{
    const json all = notices();
    return all.is_object() && all.contains(key) ? QString::fromStdString(all[key].value("text", std::string()))
                                                : QString();
}

void TestServerNotices::standsUntilItIsMended()
{
    Server server(*m_store);
    server.notices.set(u"signup_open"_s, u"Strangers can sign up."_s);
    QTRY_COMPARE(textOf("signup_open"), u"Strangers can sign up."_s);
    const json notice{{"since", server.now.toString().toStdString()}, {"text", "Strangers can sign up."}};
    QCOMPARE(dumped(notices()), dumped({{"signup_open", notice}}));
    server.notices.clear(u"signup_open"_s);
    QTRY_COMPARE(dumped(notices()), dumped(json::object()));
}

void TestServerNotices::writesTheSameOnce()
{
    Server server(*m_store);
    for (int i = 0; i < 3; ++i)
        server.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE(textOf("a"), u"One."_s);
    server.notices.set(u"a"_s, u"One."_s);
    server.notices.set(u"b"_s, u"Two."_s); // what comes behind shows that nothing is on its way any more
    QTRY_COMPARE(textOf("b"), u"Two."_s);
    QCOMPARE(server.transport.writes, 2);
}

void TestServerNotices::findsWhatStoodBefore()
{
    Server before(*m_store);
    before.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE(textOf("a"), u"One."_s);
    const json stood = notices();
    Server after(*m_store);
    after.now = after.now.addSeconds(60);
    after.notices.set(u"a"_s, u"One."_s);
    after.notices.clear(u"never there"_s);
    after.notices.set(u"b"_s, u"Two."_s);
    QTRY_COMPARE(textOf("b"), u"Two."_s);
    QCOMPARE(dumped(notices()["a"]), dumped(stood["a"]));
    QVERIFY(after.transport.writes <= 1);
    after.notices.clear(u"a"_s);
    QTRY_COMPARE(textOf("a"), QString());
}

void TestServerNotices::keepsTheTimeOverAnotherText()
{
    Server server(*m_store);
    server.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE(textOf("a"), u"One."_s);
    const json since = notices()["a"]["since"];
    server.now = server.now.addSeconds(60);
    server.notices.set(u"a"_s, u"One, still."_s);
    QTRY_COMPARE(textOf("a"), u"One, still."_s);
    QCOMPARE(dumped(notices()["a"]["since"]), dumped(since));
}

void TestServerNotices::leavesOthersNoticesAlone()
{
    Server one(*m_store);
    Server two(*m_store);
    one.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE(textOf("a"), u"One."_s);
    two.notices.set(u"b"_s, u"Two."_s);
    QTRY_COMPARE(textOf("b"), u"Two."_s);
    one.notices.clear(u"a"_s);
    QTRY_COMPARE(textOf("a"), QString());
    QCOMPARE(textOf("b"), u"Two."_s);
}

/// Between our look at the row and our write.
void TestServerNotices::survivesSomebodyFaster()
{
    Server one(*m_store);
    one.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE(textOf("a"), u"One."_s);
    one.transport.beforeWrite = [this] {
        QCOMPARE(m_store
                     ->ask(u"service"_s, "PATCH", "/rest/v1/settings?key=eq.server_notices",
                           R"({"value":{"b":{"since":"2026-11-20T12:00:00Z","text":"Two."}}})")
                     .status,
                 204);
    };
    one.notices.set(u"a"_s, u"One, still."_s);
    QTRY_COMPARE(textOf("a"), u"One, still."_s);
    QCOMPARE(textOf("b"), u"Two."_s);
}

void TestServerNotices::survivesSomebodyFasterWithTheFirst()
{
    Server one(*m_store);
    one.transport.beforeWrite = [this] {
        QCOMPARE(m_store
                     ->ask(u"service"_s, "POST", "/rest/v1/settings",
                           R"({"key":"server_notices","value":{"b":{"since":"2026-11-20T12:00:00Z","text":"Two."}}})")
                     .status,
                 201);
    };
    one.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE(textOf("a"), u"One."_s);
    QCOMPARE(textOf("b"), u"Two."_s);
}

void TestServerNotices::triesAgainAfterAFailure()
{
    Server server(*m_store);
    server.transport.failures = 4; // a first write is repeated by the client itself
    server.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE_WITH_TIMEOUT(textOf("a"), u"One."_s, 20000);
    QCOMPARE(server.transport.failures, 0);
}

void TestServerNotices::endsWithTheLastWish()
{
    Server server(*m_store);
    server.notices.set(u"a"_s, u"One."_s);
    server.notices.clear(u"a"_s);
    server.notices.set(u"a"_s, u"Two."_s);
    server.notices.clear(u"a"_s);
    server.notices.set(u"a"_s, u"Three."_s);
    server.notices.set(u"b"_s, u"Other."_s);
    server.notices.clear(u"b"_s);
    QTRY_COMPARE(textOf("a"), u"Three."_s);
    server.notices.set(u"c"_s, u"Behind."_s);
    QTRY_COMPARE(textOf("c"), u"Behind."_s);
    QCOMPARE(textOf("a"), u"Three."_s);
    QCOMPARE(textOf("b"), QString());
}

void TestServerNotices::replacesWhatNobodyUnderstands()
{
    QCOMPARE(m_store->ask(u"service"_s, "POST", "/rest/v1/settings", R"({"key":"server_notices","value":[1]})").status,
             201);
    Server server(*m_store);
    server.notices.set(u"a"_s, u"One."_s);
    QTRY_COMPARE(textOf("a"), u"One."_s);
}

void TestServerNotices::tellsOfOpenSignUp()
{
    Server server(*m_store);
    server.transport.settings = R"({"disable_signup":false})";
    SignUpCheck check(server.rest, u"https://abc.supabase.co"_s, {5ms, 5ms});
    QSignalSpy open(&check, &SignUpCheck::open);
    QSignalSpy closed(&check, &SignUpCheck::closed);
    check.start();
    QTRY_COMPARE(open.size(), 1);
    const QString sentence = open.first().first().toString();
    for (const QString &part : {u"https://abc.supabase.co"_s, u"Allow new users to sign up"_s, u"Authentication"_s})
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
    QVERIFY(closed.isEmpty());
    server.transport.settings = R"({"disable_signup":true})";
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(open.size(), 1); // it asked many times in between
    server.transport.settings = R"({"disable_signup":false})";
    QTRY_COMPARE(open.size(), 2);
    QCOMPARE(closed.size(), 1);
}

void TestServerNotices::believesNoOddAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("another page") << QByteArray("<html></html>");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("without the word") << QByteArray("{}");
    QTest::newRow("another word") << QByteArray(R"({"disable_signup":"false"})");
}

void TestServerNotices::believesNoOddAnswer()
{
    QFETCH(QByteArray, answer);
    Server server(*m_store);
    server.transport.settings = answer;
    SignUpCheck check(server.rest, u"https://abc.supabase.co"_s, {5ms, 5ms});
    QSignalSpy open(&check, &SignUpCheck::open);
    QSignalSpy closed(&check, &SignUpCheck::closed);
    check.start();
    QTRY_VERIFY(server.transport.asked > 2);
    server.transport.settings = R"({"disable_signup":true})";
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(open.isEmpty());
}

void TestServerNotices::theEmbeddedStoreIsClosed()
{
    Server server(*m_store);
    SignUpCheck check(server.rest, u"http://127.0.0.1:8080"_s, {1h, 1h});
    QSignalSpy open(&check, &SignUpCheck::open);
    QSignalSpy closed(&check, &SignUpCheck::closed);
    check.start();
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(open.isEmpty());
}

QTEST_GUILESS_MAIN(TestServerNotices)
#include "tst_servernotices.moc"
