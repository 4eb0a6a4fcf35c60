#include "tests/integration/moneyoffice.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>
#include <set>

using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// The real server program against a Stripe on a port: the whole way of the money, and the same under kill -9.
class TestMoneyFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fromTheAssignmentToTheRefund();
    void refusesForgedEvents();
    void isOffWithoutAKey();
    void chargesOnceWhenKilled();

private:
    json rows(const QString &query) { return m_office->rows(query); }
    bool write(const QByteArray &method, const QString &target, const json &body)
    {
        return m_office->write(method, target, body);
    }
    std::string statusOf(const std::string &lead) { return m_office->statusOf(lead); }
    StripeStandIn &stripe() { return m_office->stripe(); }
    QByteArray log() { return m_office->server().errorOutput(); }

    std::unique_ptr<MoneyOffice> m_office;
};

namespace {

/// How many charges the crash harness makes: with their refunds, five hundred; PL_MONEY_CRASHES asks for another
/// number.
int charges()
{
    const int asked = qEnvironmentVariableIntValue("PL_MONEY_CRASHES");
    return asked > 0 ? asked : 285;
}

} // namespace

void TestMoneyFlow::init()
{
    m_office = std::make_unique<MoneyOffice>();
}

void TestMoneyFlow::cleanup()
{
    QCOMPARE(m_office->leakInLog(), QByteArray());
    QCOMPARE(stripe().complaint(), std::nullopt);
    m_office.reset();
}

void TestMoneyFlow::fromTheAssignmentToTheRefund()
{
    QVERIFY2(m_office->start(), log().constData());
    const std::string plumber = m_office->addPlumber("Newcomer");
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"notifications?template=eq.card_setup"_s).size(), std::size_t(1), 10'000);
    QTRY_VERIFY(!stripe().all("checkout.session").empty());
    const json pages = rows(u"hosted_pages?select=id,url"_s);
    QCOMPARE(
        m_office->redirectOf(u"/pages/"_s + QString::fromStdString(pages[0]["id"].get<std::string>())).toStdString(),
        pages[0]["url"].get<std::string>());
    QCOMPARE(m_office->server().request("GET", u"/pages/"_s + QString::fromStdString(MoneyOffice::newId())).status,
             404);
    QCOMPARE(m_office->server().request("GET", u"/pages/done"_s).status, 200);

    QTRY_VERIFY(rows(u"plumbers?stripe_customer_id=not.is.null"_s).size() == 1);
    stripe().fillSetupPage(stripe().all("customer")[0]["id"], "pm_card_visa");
    QTRY_VERIFY_WITH_TIMEOUT(rows(u"plumbers?payment_ready=is.true"_s).size() == 1, 10'000);

    const std::string lead = MoneyOffice::newId();
    QElapsedTimer time;
    time.start();
    QVERIFY(m_office->addLead(lead, plumber));
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(lead), std::string("succeeded"), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(
        rows(u"stripe_events?type=eq.payment_intent.succeeded&processed_at=not.is.null"_s).size() == 1, 5000);
    qInfo("assigned, charged and the event worked on in %lld ms", time.elapsed());

    QVERIFY(write("PATCH", u"payments?lead_id=eq."_s + QString::fromStdString(lead),
                  {{"status", "refund_requested"}, {"refund_reason", "goodwill"}, {"refund_requested_cents", 1000}}));
    QTRY_VERIFY_WITH_TIMEOUT(rows(u"payments?select=refunded_cents"_s)[0]["refunded_cents"] == 1000, 5000);
    QVERIFY(write("PATCH", u"leads?id=eq."_s + QString::fromStdString(lead),
                  {{"assigned_plumber_id", nullptr}, {"status", "new"}}));
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(lead), std::string("refunded"), 5000);
    QTRY_COMPARE(m_office->stripeServer().waitingEvents(), std::size_t(0));

    const auto check = m_office->server().run({u"check"_s, u"--stripe"_s});
    QCOMPARE(check.exitCode, 0);
    stripe().chargeByHand(stripe().all("customer")[0]["id"], 700);
    const auto differs = m_office->server().run({u"check"_s, u"--stripe"_s, u"--fix"_s});
    QCOMPARE(differs.exitCode, 1);
    QVERIFY(differs.output.contains("charged_without_row"));
    QCOMPARE(m_office->server().stop(), 0);
}

void TestMoneyFlow::refusesForgedEvents()
{
    QVERIFY2(m_office->start(), log().constData());
    const QByteArray event = R"({"id":"evt_1","object":"event"})";
    QCOMPARE(m_office->server().request("POST", u"/webhooks/stripe"_s, {}, event).status, 400);
    const auto forged =
        m_office->server().request("POST", u"/webhooks/stripe"_s, {{"Stripe-Signature", "t=1,v1=00"}}, event);
    QCOMPARE(forged.status, 400);
    QVERIFY(!forged.body.contains("signature") && !forged.body.contains("time"));
    QCOMPARE(rows(u"stripe_events"_s).size(), std::size_t(0));
}

void TestMoneyFlow::isOffWithoutAKey()
{
    m_office->server().setEnvironment(u"STRIPE_API_KEY"_s, {});
    QVERIFY(m_office->server().start());
    QCOMPARE(m_office->server().request("POST", u"/webhooks/stripe"_s, {}, "{}").status, 404);
    QCOMPARE(log().count("STRIPE_API_KEY"), 1);
    QCOMPARE(stripe().requests(""), 0);
}

/// Leads are assigned, refunded and taken away while the server is killed again and again.
void TestMoneyFlow::chargesOnceWhenKilled()
{
    QRandomGenerator dice(QRandomGenerator::global()->generate());
    QVERIFY2(m_office->start(), log().constData());
    m_office->stripeServer().setDelay(std::chrono::milliseconds(5));
    const std::string plumber = m_office->addPlumber("Many", m_office->addCustomer());
    std::vector<std::string> leads;
    std::set<std::string> goingBack;
    int kills = 0;
    const int wanted = charges();
    while (int(leads.size()) < wanted) {
        const int some = std::min(1 + int(dice.bounded(12)), wanted - int(leads.size()));
        for (int i = 0; i < some; ++i) {
            leads.push_back(MoneyOffice::newId());
            QVERIFY(m_office->addLead(leads.back(), plumber));
        }
        // Some of those that are paid go back, whole or in part.
        for (const json &paid : rows(u"payments?select=lead_id&status=eq.succeeded&limit=200"_s)) {
            const std::string lead = paid["lead_id"];
            if (dice.bounded(3) || !goingBack.insert(lead).second)
                continue;
            const QString id = QString::fromStdString(lead);
            dice.bounded(2)
                ? write("PATCH", u"leads?id=eq."_s + id, {{"assigned_plumber_id", nullptr}, {"status", "new"}})
                : write("PATCH", u"payments?status=eq.succeeded&lead_id=eq."_s + id,
                        {{"status", "refund_requested"}, {"refund_requested_cents", 700}});
        }
        const int crashAt = stripe().requests("") + int(dice.bounded(60));
        (void)QTest::qWaitFor([&] { return stripe().requests("") >= crashAt; }, 1000);
        m_office->server().kill();
        ++kills;
        QVERIFY2(m_office->start(), log().constData());
    }
    QTRY_VERIFY_WITH_TIMEOUT(rows(u"payments?select=id&status=in.(pending,processing,refund_requested)"_s).empty(),
                             60'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_office->stripeServer().waitingEvents(), std::size_t(0), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(rows(u"stripe_events?select=id&processed_at=is.null"_s).empty(), 30'000);

    std::map<std::string, int> charged;
    for (const json &charge : stripe().all("charge"))
        ++charged[charge["metadata"]["lead_id"].get<std::string>()];
    QCOMPARE(charged.size(), leads.size());
    for (const auto &[lead, times] : charged)
        QVERIFY2(times == 1, lead.c_str());
    std::map<std::string, int> back;
    for (const json &refund : stripe().all("refund")) {
        ++back[refund["payment_intent"].get<std::string>()];
        QVERIFY(refund["amount"] == 700 || refund["amount"] == MoneyOffice::kCents);
    }
    QCOMPARE(back.size(), goingBack.size());
    for (const auto &[intent, times] : back)
        QVERIFY2(times == 1, intent.c_str());
    const auto check = m_office->server().run({u"check"_s, u"--stripe"_s});
    QVERIFY2(check.exitCode == 0, check.output.constData());
    qInfo("%zu charges and %zu refunds under %d kills", leads.size(), back.size(), kills);
}

QTEST_GUILESS_MAIN(TestMoneyFlow)
#include "tst_moneyflow.moc"
