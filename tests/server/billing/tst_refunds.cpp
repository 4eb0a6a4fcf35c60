#include "tests/server/billing/moneyfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;
using Trouble = StripeStandIn::Trouble;

/// Money that goes back, whole or in part, and leads that are taken away at any moment.
class TestRefunds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void refundsAll();
    void refundsAPart();
    void refundsPartAfterPart();
    void neverMoreThanTheCharge();
    void saysThatARefundFailed();
    void saysThatARefundFailedLater();
    void reportsAnOlderRefundThatFailed();
    void aFailedRefundLeavesTheLeadFree_data();
    void aFailedRefundLeavesTheLeadFree();
    void aFailedRefundIsNotRetriedForever();
    void aFailedRefundBesideTheNextPayment();
    void refundsAWonDisputeAfterTheLeadIsGone();
    void survivesTrouble_data();
    void survivesTrouble();
    void refundsOnceAfterACrash();
    void refundsALeadThatIsTakenAway();
    void chargesTheNextPlumber();
    void partlyRefundedThenTakenAway();
    void voidsUnchargedPayments();
    void cancelsPayableIntents();
    void refundsLatePayments();
    void takenAwayWhileBeingCharged();

private:
    QUuid chargedLead(const char *card = "pm_card_visa");
    void askRefund(const QUuid &lead, const json &cents);
    int refunded() const;
    json exceptions() { return m_money->rows("billing_exceptions?select=kind,detail,payment_id,stripe_id&order=id"); }
    /// Stripe takes the newest refund back, and says so.
    void failNewestRefund();

    std::unique_ptr<MoneyFixture> m_money;
    QUuid m_plumber;
};

#define TRY_STATUS(lead, wanted) QTRY_COMPARE_WITH_TIMEOUT(m_money->statusOf(lead), std::string(wanted), 10'000)

void TestRefunds::init()
{
    m_money = std::make_unique<MoneyFixture>();
    m_money->start();
}

void TestRefunds::cleanup()
{
    m_money->stop();
    QCOMPARE(m_money->stripe.complaint(), std::nullopt);
}

QUuid TestRefunds::chargedLead(const char *card)
{
    m_plumber = m_money->addPlumber(card);
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, m_plumber);
    (void)QTest::qWaitFor(
        [&] {
            const std::string status = m_money->statusOf(lead);
            return status == "succeeded" || status == "failed";
        },
        10'000);
    return lead;
}

void TestRefunds::askRefund(const QUuid &lead, const json &cents)
{
    const QUuid id = QUuid::fromString(QString::fromStdString(m_money->payment(lead)["id"].get<std::string>()));
    m_money->change("payments", id,
                    {{"status", "refund_requested"}, {"refund_reason", "goodwill"}, {"refund_requested_cents", cents}});
}

int TestRefunds::refunded() const
{
    int sum = 0;
    for (const json &refund : m_money->stripe.all("refund"))
        sum += refund["status"] == "failed" ? 0 : refund["amount"].get<int>();
    return sum;
}

void TestRefunds::failNewestRefund()
{
    m_money->stripe.failRefund(m_money->stripe.ids("refund").back());
    m_money->deliverEvents();
}

void TestRefunds::refundsAll()
{
    const QUuid lead = chargedLead();
    askRefund(lead, nullptr);
    TRY_STATUS(lead, "refunded");
    QVERIFY(m_money->payment(lead)["refunded_cents"] == 2500);
    const json refund = m_money->stripe.all("refund")[0];
    QVERIFY(refund["amount"] == 2500 && refund["metadata"]["payment_id"] == m_money->payment(lead)["id"]);
    QTRY_VERIFY(m_money->rows("payment_attempts?kind=eq.refund")[0]["status"] == "succeeded");
}

void TestRefunds::refundsAPart()
{
    const QUuid lead = chargedLead();
    askRefund(lead, 1000);
    TRY_STATUS(lead, "succeeded");
    QTRY_VERIFY(m_money->payment(lead)["refunded_cents"] == 1000);
    QVERIFY(m_money->payment(lead)["refund_requested_cents"].is_null());
    QCOMPARE(refunded(), 1000);
}

void TestRefunds::refundsPartAfterPart()
{
    const QUuid lead = chargedLead();
    for (const int part : {1000, 700, 800}) {
        askRefund(lead, part);
        QTRY_VERIFY_WITH_TIMEOUT(m_money->statusOf(lead) != "refund_requested", 10'000);
    }
    TRY_STATUS(lead, "refunded");
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(3));
    QCOMPARE(refunded(), 2500);
}

void TestRefunds::neverMoreThanTheCharge()
{
    const QUuid lead = chargedLead();
    askRefund(lead, 2501);
    TRY_STATUS(lead, "succeeded");
    QVERIFY(m_money->payment(lead)["failure_code"] == "refund_too_large");
    QCOMPARE(refunded(), 0);
    askRefund(lead, 2000);
    TRY_STATUS(lead, "succeeded");
    QTRY_COMPARE(refunded(), 2000);
    askRefund(lead, 501);
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(refunded(), 2000);
    QVERIFY(m_money->payment(lead)["refunded_cents"] == 2000);
}

void TestRefunds::saysThatARefundFailed()
{
    const QUuid lead = chargedLead();
    m_money->stripe.setRefundsFail(true);
    askRefund(lead, nullptr);
    TRY_STATUS(lead, "succeeded");
    const json payment = m_money->payment(lead);
    QVERIFY(payment["failure_code"] == "refund_failed" && payment["refunded_cents"] == 0);
    QVERIFY(payment["failure_message"].get<std::string>().find("expired or canceled card") != std::string::npos);
    m_money->stripe.setRefundsFail(false);
    askRefund(lead, nullptr);
    TRY_STATUS(lead, "refunded");
    QVERIFY(m_money->payment(lead)["failure_code"].is_null());
    QCOMPARE(refunded(), 2500);
}

void TestRefunds::saysThatARefundFailedLater()
{
    const QUuid lead = chargedLead();
    askRefund(lead, nullptr);
    TRY_STATUS(lead, "refunded");
    m_money->stripe.failRefund(m_money->stripe.all("refund")[0]["id"]);
    m_money->deliverEvents();
    TRY_STATUS(lead, "succeeded");
    QVERIFY(m_money->payment(lead)["failure_code"] == "refund_failed");
    QVERIFY(m_money->payment(lead)["refunded_cents"] == 0);
    QCOMPARE(exceptions().size(), std::size_t(1));
    const json told = exceptions()[0];
    QVERIFY(told["kind"] == "refund_failed" && told["payment_id"] == m_money->payment(lead)["id"]);
    QVERIFY(told["stripe_id"] == m_money->stripe.all("refund")[0]["id"]);
    QCOMPARE(QString::fromStdString(told["detail"]),
             QStringLiteral("A refund of $25.00 did not reach the plumber. The refund failed at Stripe: expired or "
                            "canceled card. Pay it back another way."));
    const json attempts = m_money->rows("payment_attempts?kind=eq.refund");
    QVERIFY(attempts.size() == 1 && attempts[0]["status"] == "failed" && attempts[0]["failure_message"].is_string());
}

/// The row shows the newest refund, which went well.
void TestRefunds::reportsAnOlderRefundThatFailed()
{
    const QUuid lead = chargedLead();
    for (const int part : {1000, 700}) {
        askRefund(lead, part);
        QTRY_VERIFY_WITH_TIMEOUT(m_money->statusOf(lead) != "refund_requested", 10'000);
    }
    m_money->stripe.failRefund(m_money->stripe.all("refund")[0]["id"]);
    m_money->deliverEvents();
    QTRY_VERIFY(m_money->payment(lead)["refunded_cents"] == 700);
    QCOMPARE(exceptions().size(), std::size_t(1));
    QVERIFY(exceptions()[0]["detail"].get<std::string>().starts_with("A refund of $10.00"));
}

void TestRefunds::aFailedRefundLeavesTheLeadFree_data()
{
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("it fails at once") << true;
    QTest::newRow("it fails days later") << false;
}

void TestRefunds::aFailedRefundLeavesTheLeadFree()
{
    QFETCH(bool, atOnce);
    const QUuid lead = chargedLead();
    const json id = m_money->payment(lead)["id"];
    m_money->stripe.setRefundsFail(atOnce);
    m_money->unassign(lead);
    if (!atOnce) {
        TRY_STATUS(lead, "refunded");
        failNewestRefund();
    }
    QTRY_VERIFY(m_money->payment(lead)["failure_code"] == "refund_given_up");
    QCOMPARE(m_money->statusOf(lead), std::string("refund_requested"));
    QVERIFY(m_money->payment(lead)["failure_message"].get<std::string>().find("expired") != std::string::npos);
    QVERIFY(m_money->payment(lead)["refunded_cents"] == 0);
    QCOMPARE(exceptions().size(), std::size_t(1));
    const QUuid next = m_money->addPlumber("pm_card_visa");
    m_money->assign(lead, next); // a payment that counted as paid would refuse this
    const QByteArray query =
        "payments?select=status&order=created_at&lead_id=eq." + lead.toByteArray(QUuid::WithoutBraces);
    const json wanted = json::array({{{"status", "refund_requested"}}, {{"status", "succeeded"}}});
    QTRY_VERIFY_WITH_TIMEOUT(m_money->rows(query) == wanted, 10'000);
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(1));
    // Given back at Stripe by hand.
    m_money->stripe.setRefundsFail(false);
    const auto intent = QByteArray::fromStdString(m_money->stripe.ids("payment_intent").front());
    m_money->stripe.ask("POST", "refunds", "payment_intent=" + intent);
    m_money->deliverEvents();
    const QByteArray first = "payments?select=status,failure_code&id=eq." + QByteArray::fromStdString(id);
    const json whole = json::array({{{"status", "refunded"}, {"failure_code", nullptr}}});
    QTRY_VERIFY_WITH_TIMEOUT(m_money->rows(first) == whole, 10'000);
}

void TestRefunds::aFailedRefundIsNotRetriedForever()
{
    const QUuid lead = chargedLead();
    m_money->stripe.setRefundsFail(true);
    const QUuid next = m_money->addPlumber("pm_card_visa");
    m_money->assign(lead, next);
    const QByteArray query = "payments?failure_code=eq.refund_given_up";
    QTRY_COMPARE_WITH_TIMEOUT(m_money->rows(query).size(), std::size_t(1), 10'000);
    const int asked = m_money->stripe.requests("POST refunds");
    m_money->stop();
    m_money->start(); // as after a restart
    const QUuid other = chargedLead();
    TRY_STATUS(other, "succeeded");
    QCOMPARE(m_money->stripe.requests("POST refunds"), asked);
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(1));
}

/// The same plumber has the lead again and has paid for it again.
void TestRefunds::aFailedRefundBesideTheNextPayment()
{
    const QUuid lead = chargedLead();
    m_money->unassign(lead);
    TRY_STATUS(lead, "refunded");
    m_money->assign(lead, m_plumber);
    const QByteArray query =
        "payments?select=status&order=created_at&lead_id=eq." + lead.toByteArray(QUuid::WithoutBraces);
    const json paidTwice = json::array({{{"status", "refunded"}}, {{"status", "succeeded"}}});
    QTRY_VERIFY_WITH_TIMEOUT(m_money->rows(query) == paidTwice, 10'000);
    failNewestRefund();
    const json wanted = json::array({{{"status", "refund_requested"}}, {{"status", "succeeded"}}});
    QTRY_VERIFY_WITH_TIMEOUT(m_money->rows(query) == wanted, 10'000);
    QCOMPARE(m_money->rows("payments?failure_code=eq.refund_given_up").size(), std::size_t(1));
    QCOMPARE(exceptions().size(), std::size_t(1));
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(1));
}

void TestRefunds::refundsAWonDisputeAfterTheLeadIsGone()
{
    const QUuid lead = chargedLead();
    const std::string dispute = m_money->stripe.openDispute(m_money->stripe.all("charge")[0]["id"]);
    m_money->deliverEvents();
    TRY_STATUS(lead, "disputed");
    m_money->unassign(lead);
    m_money->stripe.closeDispute(dispute, "won");
    m_money->deliverEvents();
    TRY_STATUS(lead, "refunded");
    QVERIFY(m_money->payment(lead)["refund_reason"] == "unassigned");
}

void TestRefunds::survivesTrouble_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("trouble");
    QTest::addColumn<int>("times");
    const auto row = [](const char *name, const char *path, Trouble trouble, int times) {
        QTest::newRow(name) << QByteArray(path) << int(trouble) << times;
    };
    row("the answer is lost", "refunds", Trouble::AnswerLost, 4);
    row("the request is lost", "refunds", Trouble::RequestLost, 3);
    row("Stripe fails, nothing done", "refunds", Trouble::FailsBefore, 2);
    row("Stripe fails, but did it", "refunds", Trouble::FailsAfter, 2);
    row("away", "", Trouble::Away, 5);
    row("the charge can't be read", "payment_intents", Trouble::RequestLost, 3);
}

void TestRefunds::survivesTrouble()
{
    QFETCH(QByteArray, path);
    QFETCH(int, trouble);
    QFETCH(int, times);
    const QUuid lead = chargedLead();
    m_money->stripe.trouble(path, Trouble(trouble), times);
    askRefund(lead, 900);
    QTRY_VERIFY_WITH_TIMEOUT(m_money->payment(lead)["refunded_cents"] == 900, 10'000);
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(refunded(), 900);
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(1));
}

/// Killed when the attempt was closed, but the payment did not show it yet.
void TestRefunds::refundsOnceAfterACrash()
{
    const QUuid lead = chargedLead();
    askRefund(lead, 1000);
    TRY_STATUS(lead, "succeeded");
    m_money->stop();
    const QUuid id = QUuid::fromString(QString::fromStdString(m_money->payment(lead)["id"].get<std::string>()));
    m_money->change("payments", id,
                    {{"status", "refund_requested"}, {"refund_requested_cents", 1000}, {"refunds_settled", 0}});
    m_money->start();
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(refunded(), 1000);
    askRefund(lead, 1000); // the same again is another request
    QTRY_COMPARE(refunded(), 2000);
    TRY_STATUS(lead, "succeeded");
}

void TestRefunds::refundsALeadThatIsTakenAway()
{
    const QUuid lead = chargedLead();
    m_money->unassign(lead);
    TRY_STATUS(lead, "refunded");
    QVERIFY(m_money->payment(lead)["refund_reason"] == "unassigned");
    QCOMPARE(refunded(), 2500);
}

void TestRefunds::chargesTheNextPlumber()
{
    const QUuid lead = chargedLead();
    const QUuid next = m_money->addPlumber("pm_card_visa");
    m_money->assign(lead, next);
    const QByteArray query =
        "payments?select=status&order=created_at&lead_id=eq." + lead.toByteArray(QUuid::WithoutBraces);
    const json wanted = json::array({{{"status", "refunded"}}, {{"status", "succeeded"}}});
    QTRY_VERIFY_WITH_TIMEOUT(m_money->rows(query) == wanted, 10'000);
    QCOMPARE(refunded(), 2500);
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(2));
}

void TestRefunds::partlyRefundedThenTakenAway()
{
    const QUuid lead = chargedLead();
    m_money->stripe.trouble("refunds", Trouble::RequestLost, 6);
    askRefund(lead, 1000);
    m_money->unassign(lead); // while the part is on its way
    TRY_STATUS(lead, "refunded");
    QCOMPARE(refunded(), 2500);
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(2));
}

void TestRefunds::voidsUnchargedPayments()
{
    m_money->stop();
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, plumber);
    m_money->unassign(lead);
    m_money->start();
    const QUuid other = chargedLead(); // the duty has been at work
    QCOMPARE(m_money->statusOf(lead), std::string("void"));
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(1));
    QCOMPARE(m_money->statusOf(other), std::string("succeeded"));
}

void TestRefunds::cancelsPayableIntents()
{
    const QUuid lead = chargedLead("pm_card_authenticationRequired");
    QCOMPARE(m_money->statusOf(lead), std::string("failed"));
    m_money->unassign(lead);
    QTRY_VERIFY(m_money->stripe.all("payment_intent")[0]["status"] == "canceled");
    QTRY_VERIFY(m_money->payment(lead)["failure_code"] == "canceled");
    QCOMPARE(m_money->statusOf(lead), std::string("void"));
}

void TestRefunds::refundsLatePayments()
{
    const QUuid lead = chargedLead("pm_card_authenticationRequired");
    m_money->stop();
    m_money->unassign(lead);
    m_money->stripe.answerBank(m_money->stripe.all("payment_intent")[0]["id"], true);
    m_money->start();
    TRY_STATUS(lead, "refunded");
    QCOMPARE(refunded(), 2500);
}

void TestRefunds::takenAwayWhileBeingCharged()
{
    m_money->stop();
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, plumber);
    m_money->stripe.trouble("payment_intents", Trouble::AnswerLost, 1000);
    m_money->start();
    QTRY_VERIFY(!m_money->stripe.all("charge").empty());
    m_money->stop();
    m_money->stripe.endTroubles();
    QCOMPARE(m_money->statusOf(lead), std::string("processing"));
    m_money->unassign(lead);
    QCOMPARE(m_money->statusOf(lead), std::string("refund_requested"));
    m_money->start();
    TRY_STATUS(lead, "refunded");
    QCOMPARE(refunded(), 2500);
}

QTEST_GUILESS_MAIN(TestRefunds)
#include "tst_refunds.moc"
