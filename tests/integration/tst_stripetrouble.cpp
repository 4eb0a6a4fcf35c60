#include "tests/integration/moneyoffice.h"
#include "tests/support/troubledwire.h"

#include <QTest>

using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;
using Trouble = TroubledWire::Trouble;

/// The real server program over sockets that break between it and Stripe: silence, answers that come too late, halves
/// of answers. Whatever was heard of it, everything happens once.
class TestStripeTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void chargesOnce_data() { troubles(); }
    void chargesOnce();
    void refundsOnce_data() { troubles(); }
    void refundsOnce();
    void makesOneCustomer_data() { troubles(); }
    void makesOneCustomer();
    void aSilentStripeBlocksNobodyElse();
    void aStopDoesNotWaitForStripe();

private:
    static void troubles();

    std::unique_ptr<MoneyOffice> m_office;
    std::unique_ptr<TroubledWire> m_wire;
};

namespace {

constexpr int kTroublePatienceMs = 20'000;

} // namespace

void TestStripeTrouble::troubles()
{
    QTest::addColumn<int>("trouble");
    QTest::addColumn<int>("times");
    QTest::newRow("no answer") << int(Trouble::Hangs) << 1;
    QTest::newRow("no answer, twice") << int(Trouble::Hangs) << 2;
    QTest::newRow("an answer after the time-out") << int(Trouble::Late) << 1;
    QTest::newRow("half an answer, then silence") << int(Trouble::Half) << 1;
    QTest::newRow("closed in the first line") << int(Trouble::CutInHead) << 1;
    QTest::newRow("closed in the body") << int(Trouble::CutInBody) << 1;
}

void TestStripeTrouble::init()
{
    m_office = std::make_unique<MoneyOffice>();
    m_wire = std::make_unique<TroubledWire>(m_office->stripeServer().url());
    QVERIFY(m_wire->listen());
    m_wire->setLateness(std::chrono::milliseconds(1500));
    m_office->server().setEnvironment(u"STRIPE_API_BASE"_s, m_wire->url());
    m_office->server().setEnvironment(u"STRIPE_TIMEOUT_SECONDS"_s, u"1"_s);
    QVERIFY2(m_office->start(), m_office->server().errorOutput().constData());
}

void TestStripeTrouble::cleanup()
{
    QCOMPARE(m_wire->troublesLeft(), 0);
    QCOMPARE(m_office->leakInLog(), QByteArray());
    QCOMPARE(m_office->stripe().complaint(), std::nullopt);
    const auto check = m_office->server().run({u"check"_s, u"--stripe"_s});
    QVERIFY2(check.exitCode == 0, check.output.constData());
    m_office.reset();
    m_wire.reset();
}

void TestStripeTrouble::chargesOnce()
{
    QFETCH(int, trouble);
    QFETCH(int, times);
    const std::string plumber = m_office->addPlumber("Ready", m_office->addCustomer());
    m_wire->trouble("POST /v1/payment_intents", Trouble(trouble), times);
    const std::string lead = MoneyOffice::newId();
    QVERIFY(m_office->addLead(lead, plumber));
    QTRY_COMPARE_WITH_TIMEOUT(m_office->statusOf(lead), std::string("succeeded"), kTroublePatienceMs);
    QCOMPARE(m_office->stripe().all("charge").size(), std::size_t(1));
    QCOMPARE(m_office->stripe().all("payment_intent").size(), std::size_t(1));
}

void TestStripeTrouble::refundsOnce()
{
    QFETCH(int, trouble);
    QFETCH(int, times);
    const std::string plumber = m_office->addPlumber("Ready", m_office->addCustomer());
    const std::string lead = MoneyOffice::newId();
    QVERIFY(m_office->addLead(lead, plumber));
    QTRY_COMPARE_WITH_TIMEOUT(m_office->statusOf(lead), std::string("succeeded"), kTroublePatienceMs);
    m_wire->trouble("POST /v1/refunds", Trouble(trouble), times);
    QVERIFY(m_office->write("PATCH", u"leads?id=eq."_s + QString::fromStdString(lead),
                            {{"assigned_plumber_id", nullptr}, {"status", "new"}}));
    QTRY_COMPARE_WITH_TIMEOUT(m_office->statusOf(lead), std::string("refunded"), kTroublePatienceMs);
    const auto refunds = m_office->stripe().all("refund");
    QCOMPARE(refunds.size(), std::size_t(1));
    QVERIFY(refunds[0]["amount"] == MoneyOffice::kCents);
}

void TestStripeTrouble::makesOneCustomer()
{
    QFETCH(int, trouble);
    QFETCH(int, times);
    m_wire->trouble("POST /v1/customers", Trouble(trouble), times);
    QVERIFY(!m_office->addPlumber("Newcomer").empty());
    QTRY_COMPARE_WITH_TIMEOUT(m_office->rows(u"plumbers?stripe_customer_id=not.is.null"_s).size(), std::size_t(1),
                              kTroublePatienceMs);
    QCOMPARE(m_office->stripe().all("customer").size(), std::size_t(1));
    QCOMPARE(m_office->rows(u"notifications?template=eq.card_setup"_s).size(), std::size_t(1));
}

/// While one charge hears nothing, leads and Stripe's events are taken in, and the wait is told.
void TestStripeTrouble::aSilentStripeBlocksNobodyElse()
{
    const std::string plumber = m_office->addPlumber("Ready", m_office->addCustomer());
    m_wire->trouble("POST /v1/payment_intents", Trouble::Hangs, 3);
    const std::string lead = MoneyOffice::newId();
    QVERIFY(m_office->addLead(lead, plumber));
    QTRY_VERIFY_WITH_TIMEOUT(m_wire->troublesLeft() < 3, kTroublePatienceMs);
    QElapsedTimer time;
    time.start();
    QCOMPARE(m_office->server().request("GET", u"/healthz"_s).status, 200);
    const QByteArray key = m_office->server().addSource(u"website"_s);
    QVERIFY(time.elapsed() < 5000); // the sub-command is a program of its own
    time.restart();
    const auto taken = m_office->server().request(
        "POST", u"/api/v1/leads"_s, {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + key}},
        R"({"first_name":"Iris","last_name":"Bell","email":"iris@home.example","phone_number":"(512) 555-0144",)"
        R"("service_needed":"Unlisted Service","urgency":"day","zip_code":"78701"})");
    QCOMPARE(taken.status, 201);
    QVERIFY(time.elapsed() < 1000);
    QTRY_COMPARE_WITH_TIMEOUT(m_office->stripeServer().waitingEvents(), std::size_t(0), 5000);
    QTRY_COMPARE_WITH_TIMEOUT(m_office->statusOf(lead), std::string("succeeded"), kTroublePatienceMs);
    QCOMPARE(m_office->stripe().all("charge").size(), std::size_t(1));
    QVERIFY(m_office->server().errorOutput().contains("billing-delayed"));
}

/// What was asked for when the server was told to end is looked up by the next one.
void TestStripeTrouble::aStopDoesNotWaitForStripe()
{
    QCOMPARE(m_office->server().stop(), 0);
    m_office->server().setEnvironment(u"STRIPE_TIMEOUT_SECONDS"_s, u"60"_s);
    QVERIFY(m_office->start());
    const std::string plumber = m_office->addPlumber("Ready", m_office->addCustomer());
    m_wire->trouble("POST /v1/payment_intents", Trouble::Half);
    m_office->stripeServer().sendEventsTo(QString(), QByteArray()); // they'd tell what the half answer doesn't
    const std::string lead = MoneyOffice::newId();
    QVERIFY(m_office->addLead(lead, plumber));
    QTRY_COMPARE_WITH_TIMEOUT(m_office->stripe().all("charge").size(), std::size_t(1), kTroublePatienceMs);
    QCOMPARE(m_office->statusOf(lead), std::string("processing"));
    QElapsedTimer time;
    time.start();
    QCOMPARE(m_office->server().stop(), 0);
    QVERIFY2(time.elapsed() < 10'000, qPrintable(QString::number(time.elapsed())));
    QVERIFY(m_office->start());
    QTRY_COMPARE_WITH_TIMEOUT(m_office->statusOf(lead), std::string("succeeded"), kTroublePatienceMs);
    QCOMPARE(m_office->stripe().all("charge").size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestStripeTrouble)
#include "tst_stripetrouble.moc"
