#include "tests/integration/messageproviders.h"
#include "tests/integration/moneyoffice.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int kPatience = 15'000;

} // namespace

/// The real server between its store, Stripe, SendGrid and Twilio: what an assignment brings about waits for its grace,
/// also over kills and with two servers, and what is taken back before its end leaves no trace.
class TestGrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void undoneInTimeNobodyIsNotified_data();
    void undoneInTimeNobodyIsNotified();
    void survivesAKill();
    void holdsWithTwoServers();
    void aGraceOutOfRangeIsRefused_data();
    void aGraceOutOfRangeIsRefused();

private:
    std::string newLead();
    bool assign(const std::string &lead) { return change(lead, {{"assigned_plumber_id", m_plumber}}); }
    bool unassign(const std::string &lead)
    {
        return change(lead, {{"assigned_plumber_id", nullptr}, {"status", "new"}});
    }
    bool change(const std::string &lead, const json &changes)
    {
        return m_office->write("PATCH", u"leads?id=eq."_s + QString::fromStdString(lead), changes);
    }
    json of(const char *table, const std::string &lead)
    {
        return m_office->rows(QString::fromLatin1(table) + u"?lead_id=eq."_s + QString::fromStdString(lead));
    }
    std::size_t charges() { return m_office->stripe().all("payment_intent").size(); }
    bool isDone(const std::string &lead);
    void leftNoTrace(const std::string &lead);

    std::unique_ptr<MessageProviders> m_providers;
    std::unique_ptr<MoneyOffice> m_office;
    std::string m_plumber;
};

void TestGrace::init()
{
    m_providers = std::make_unique<MessageProviders>();
    m_office = std::make_unique<MoneyOffice>();
    m_providers->serve(m_office->server());
    QVERIFY2(m_office->start(), m_office->server().errorOutput().constData());
    m_plumber = m_office->addPlumber("Piper", m_office->addCustomer());
    QVERIFY(!m_plumber.empty());
}

void TestGrace::cleanup()
{
    QCOMPARE(m_office->stripe().complaint(), std::nullopt);
    QCOMPARE(m_providers->email.complaint(), std::nullopt);
    m_office.reset();
    m_providers.reset();
}

std::string TestGrace::newLead()
{
    const std::string lead = MoneyOffice::newId();
    return m_office->addLead(lead, {}) ? lead : std::string();
}

/// Charged, and both were told.
bool TestGrace::isDone(const std::string &lead)
{
    const json messages = of("notifications", lead);
    return m_office->statusOf(lead) == "succeeded" && messages.size() == 2 &&
           std::all_of(messages.begin(), messages.end(), [](const json &row) { return row["status"] == "sent"; });
}

void TestGrace::leftNoTrace(const std::string &lead)
{
    const json payment = of("payments", lead).at(0);
    QVERIFY2(payment["status"] == "void" && payment["attempts"] == 0, payment.dump().c_str());
    QVERIFY2(payment["stripe_payment_intent_id"].is_null() && payment["refund_reason"].is_null(),
             payment.dump().c_str());
    const json messages = of("notifications", lead);
    QCOMPARE(messages.size(), std::size_t(2));
    for (const json &message : messages)
        QVERIFY2(message["status"] == "skipped" && message["attempts"] == 0, message.dump().c_str());
    QStringList history;
    const json events = of("lead_events", lead);
    for (const json &event : events)
        history += QString::fromStdString(event["kind"].get<std::string>());
    QCOMPARE(history, (QStringList{u"received"_s, u"assigned"_s, u"unassigned"_s}));
}

void TestGrace::undoneInTimeNobodyIsNotified_data()
{
    QTest::addColumn<int>("after");
    QTest::newRow("after half a second") << 500;
    QTest::newRow("near the end") << 4000;
}

/// A lead that was assigned later and stays is charged and told of: what is of the first would have come before.
void TestGrace::undoneInTimeNobodyIsNotified()
{
    QFETCH(int, after);
    QVERIFY(m_office->setGrace(5));
    const std::string undone = newLead();
    const std::string kept = newLead();
    QElapsedTimer clock;
    clock.start();
    QVERIFY(assign(undone));
    QTRY_VERIFY(clock.elapsed() >= after);
    QVERIFY(unassign(undone));
    QVERIFY2(clock.elapsed() < 5000, "the machine was too slow for this test");
    QVERIFY(assign(kept));
    QTRY_VERIFY_WITH_TIMEOUT(isDone(kept), kPatience);
    leftNoTrace(undone);
    QCOMPARE(charges(), std::size_t(1));
    QCOMPARE(m_providers->email.tries(), 2);
}

/// The server is killed within the grace, and looks again only after its start.
void TestGrace::survivesAKill()
{
    QVERIFY(m_office->setGrace(6));
    const std::string lead = newLead();
    QElapsedTimer clock;
    clock.start();
    QVERIFY(assign(lead));
    m_office->server().kill();
    QVERIFY2(m_office->start(), m_office->server().errorOutput().constData());
    const std::string other = newLead(); // without grace, so that the server has looked
    QVERIFY(assign(other));
    QTRY_VERIFY_WITH_TIMEOUT(isDone(other), kPatience);
    const bool isEarly = clock.elapsed() < 6000;
    const auto first = charges();
    if (isEarly)
        QCOMPARE(of("payments", lead).at(0)["status"].get<std::string>(), std::string("pending"));
    QTRY_VERIFY_WITH_TIMEOUT(isDone(lead), kPatience);
    QVERIFY2(clock.elapsed() >= 6000, qPrintable(QString::number(clock.elapsed())));
    // It follows news: without a look of its own when the grace ends it would take a minute.
    QVERIFY2(clock.elapsed() < 11'000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(first <= charges());
    QCOMPARE(charges(), std::size_t(2));
    QCOMPARE(m_providers->email.tries(), 4);
}

/// On one store; one of them is killed within the grace, and taking back works through the store alone.
void TestGrace::holdsWithTwoServers()
{
    ServerProcess other;
    const json keys = m_office->server().run({u"keys"_s, u"--json"_s}).json();
    other.setEnvironment(u"SUPABASE_URL"_s, m_office->server().url());
    other.setEnvironment(u"SUPABASE_KEY"_s, QString::fromStdString(keys["anon_key"].get<std::string>()));
    other.setEnvironment(u"SUPABASE_SERVICE_KEY"_s, QString::fromStdString(keys["service_key"].get<std::string>()));
    other.setEnvironment(u"STRIPE_API_KEY"_s, QString::fromLatin1(MoneyOffice::kApiKey));
    other.setEnvironment(u"STRIPE_API_BASE"_s, m_office->stripeServer().url());
    m_providers->serve(other);
    QVERIFY2(other.start(), other.errorOutput().constData());
    QVERIFY(m_office->setGrace(5));
    QList<std::string> leads;
    for (int i = 0; i < 6; ++i)
        leads += newLead();
    QElapsedTimer clock;
    clock.start();
    for (const std::string &lead : leads)
        QVERIFY(assign(lead));
    for (int i = 0; i < 6; i += 2)
        QVERIFY(unassign(leads[i]));
    QVERIFY2(clock.elapsed() < 5000, "the machine was too slow for this test");
    QCOMPARE(charges(), std::size_t(0));
    other.kill();
    QVERIFY2(other.start(), other.errorOutput().constData());
    for (int i = 1; i < 6; i += 2)
        QTRY_VERIFY_WITH_TIMEOUT(isDone(leads[i]), kPatience);
    QVERIFY(clock.elapsed() >= 5000);
    for (int i = 0; i < 6; i += 2)
        leftNoTrace(leads[i]);
    QCOMPARE(charges(), std::size_t(3));
    QCOMPARE(m_office->stripe().all("refund").size(), std::size_t(0));
    QCOMPARE(m_providers->email.tries(), 6);
    QCOMPARE(other.stop(), 0);
}

void TestGrace::aGraceOutOfRangeIsRefused_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"-1", "61", "2.5", "\"10\""})
        QTest::newRow(value) << QByteArray(value);
}

void TestGrace::aGraceOutOfRangeIsRefused()
{
    QFETCH(QByteArray, value);
    auto &server = m_office->server();
    const auto reply = server.request("PATCH", u"/rest/v1/settings?key=eq.grace_seconds"_s, server.serviceHeaders(),
                                      "{\"value\":" + value + "}");
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.json()["message"].get<std::string>(),
             std::string("grace_seconds must be a whole number of seconds from 0 to 60"));
}

QTEST_GUILESS_MAIN(TestGrace)
#include "tst_grace.moc"
