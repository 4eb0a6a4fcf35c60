#include "tests/server/billing/moneyfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::billing;
using namespace pl::test;
using nlohmann::json;
using Kind = Difference::Kind;

class TestReconciler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsNothingInMatchingBooks();
    void findsAndFixesMissedEvents();
    void reportsAFailedRefundWithoutItsEvent();
    void findsChargesWithoutRow();
    void findsRowsWithoutCharge();
    void findsAnotherAmount();
    void findsASecondCharge();
    void findsALostLead();
    void findsStuckPayments();
    void findsCards();
    void leavesWithdrawnPlumbersOut();
    void keepsExceptionsUntilSettled();
    void readsManyPages();

private:
    QUuid paidLead();
    QUuid paymentId(const QUuid &lead);
    QList<Kind> found(bool fix = false);

    std::unique_ptr<MoneyFixture> m_money;
    QUuid m_plumber;
};

void TestReconciler::init()
{
    m_money = std::make_unique<MoneyFixture>();
    m_plumber = m_money->addPlumber("pm_card_visa");
    m_money->stripe.makeDefault(m_money->customerOf(m_plumber), m_money->stripe.all("payment_method")[0]["id"]);
}

/// A lead that is paid; the duty has stopped again.
QUuid TestReconciler::paidLead()
{
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, m_plumber);
    m_money->start();
    (void)QTest::qWaitFor(
        [&] {
            return m_money->statusOf(lead) == "succeeded" &&
                   m_money->rows("payment_attempts?status=eq.started").empty();
        },
        10'000);
    m_money->stop();
    return lead;
}

QUuid TestReconciler::paymentId(const QUuid &lead)
{
    return QUuid::fromString(QString::fromStdString(m_money->payment(lead)["id"].get<std::string>()));
}

QList<Kind> TestReconciler::found(bool fix)
{
    QList<Kind> kinds;
    const auto outcome = m_money->reconcile(fix);
    if (!outcome)
        qWarning("%s", qPrintable(outcome.error().message));
    else
        for (const Difference &difference : outcome->left)
            kinds += difference.kind;
    return kinds;
}

void TestReconciler::findsNothingInMatchingBooks()
{
    paidLead();
    const auto outcome = m_money->reconcile(false);
    QVERIFY(outcome.ok());
    QVERIFY(outcome->left.isEmpty() && outcome->fixed.isEmpty());
    QCOMPARE(m_money->rows("billing_exceptions").size(), std::size_t(0));
}

void TestReconciler::findsAndFixesMissedEvents()
{
    const QUuid lead = paidLead();
    m_money->stripe.openDispute(m_money->stripe.all("charge")[0]["id"]);
    QCOMPARE(found(), QList<Kind>{Kind::State});
    QCOMPARE(found(true), QList<Kind>());
    QCOMPARE(m_money->statusOf(lead), std::string("disputed"));
    QCOMPARE(found(), QList<Kind>());
}

/// Also what is given up is in order, and told once.
void TestReconciler::reportsAFailedRefundWithoutItsEvent()
{
    const QUuid lead = paidLead();
    m_money->unassign(lead);
    m_money->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_money->statusOf(lead), std::string("refunded"), 10'000);
    m_money->stop();
    m_money->stripe.failRefund(m_money->stripe.ids("refund").back());
    QCOMPARE(found(), QList<Kind>{Kind::State});
    QCOMPARE(found(true), QList<Kind>());
    QVERIFY(m_money->payment(lead)["failure_code"] == "refund_given_up");
    QCOMPARE(found(true), QList<Kind>());
    QCOMPARE(m_money->rows("billing_exceptions?kind=eq.refund_failed").size(), std::size_t(1));
}

void TestReconciler::findsChargesWithoutRow()
{
    m_money->stripe.chargeByHand(m_money->customerOf(m_plumber), 700);
    QCOMPARE(found(true), QList<Kind>{Kind::ChargedWithoutRow});
    m_money->stripe.chargeByHand("cus_of_another_business", 700);
    QCOMPARE(found(), QList<Kind>{Kind::ChargedWithoutRow});
}

void TestReconciler::findsRowsWithoutCharge()
{
    const QUuid lead = paidLead();
    m_money->change("payments", paymentId(lead), {{"stripe_payment_intent_id", "pi_that_is_gone"}});
    QVERIFY(found().contains(Kind::RowWithoutCharge));
}

void TestReconciler::findsAnotherAmount()
{
    const QUuid lead = paidLead();
    m_money->change("payments", paymentId(lead), {{"amount_cents", 2600}});
    QVERIFY(found(true).contains(Kind::Amount));
}

void TestReconciler::findsASecondCharge()
{
    const QUuid lead = paidLead();
    const std::string second = m_money->stripe.chargeByHand(m_money->customerOf(m_plumber), 2500);
    m_money->stripe.setMetadata(second, {{"payment_id", m_money->payment(lead)["id"]}});
    QCOMPARE(found(true), QList<Kind>{Kind::ChargedTwice});
}

void TestReconciler::findsALostLead()
{
    const QUuid lead = paidLead();
    const QUuid id = paymentId(lead);
    m_money->unassign(lead);
    m_money->change("payments", id, {{"status", "succeeded"}});
    QCOMPARE(found(), QList<Kind>{Kind::LostLead});
    QCOMPARE(found(true), QList<Kind>());
    QCOMPARE(m_money->statusOf(lead), std::string("refund_requested"));
}

void TestReconciler::findsStuckPayments()
{
    Books books;
    PaymentRow row;
    row.id = QUuid::createUuid();
    row.amountCents = 2500;
    row.status = PaymentStatus::Processing;
    row.updatedAt = Timestamp::now();
    books.rows = {row};
    books.rows[0].status = PaymentStatus::RefundRequested;
    books.rows[0].failureCode = kRefundGivenUp; // the office knows
    for (const Difference &difference : differencesIn(books, row.updatedAt.addSeconds(3601)))
        QVERIFY(difference.kind != Kind::Waiting);
    books.rows = {row};
    QVERIFY(differencesIn(books, row.updatedAt.addSeconds(3600)).isEmpty());
    const auto later = differencesIn(books, row.updatedAt.addSeconds(3601));
    QCOMPARE(later.size(), 1);
    QCOMPARE(later[0].kind, Kind::Waiting);
}

void TestReconciler::findsCards()
{
    m_money->change("plumbers", m_plumber, {{"payment_ready", false}});
    QCOMPARE(found(), QList<Kind>{Kind::Card});
    QCOMPARE(found(true), QList<Kind>());
    QVERIFY(m_money->rows("plumbers?select=payment_ready")[0]["payment_ready"] == true);
    m_money->change("plumbers", m_plumber, {{"stripe_customer_id", "cus_gone"}});
    QCOMPARE(found(), QList<Kind>{Kind::Customer});
    QCOMPARE(found(true), QList<Kind>());
    QVERIFY(m_money->rows("plumbers?select=stripe_customer_id")[0]["stripe_customer_id"].is_null());
}

void TestReconciler::leavesWithdrawnPlumbersOut()
{
    m_money->change("plumbers", m_plumber, {{"payment_ready", false}});
    m_money->withdraw(m_plumber);
    QCOMPARE(found(), QList<Kind>());
}

void TestReconciler::keepsExceptionsUntilSettled()
{
    m_money->stripe.chargeByHand(m_money->customerOf(m_plumber), 700);
    found();
    found();
    const json open = m_money->rows("billing_exceptions?settled_at=is.null");
    QCOMPARE(open.size(), std::size_t(1));
    QVERIFY(open[0]["kind"] == "charged_without_row" && open[0]["stripe_id"].is_string());
    m_money->change("billing_exceptions", QUuid::fromString(QString::fromStdString(open[0]["id"].get<std::string>())),
                    {{"settled_at", "2026-11-23T10:00:00Z"}, {"settled_by", "ada@office.example"}});
    found();
    QCOMPARE(m_money->rows("billing_exceptions?settled_at=is.null").size(), std::size_t(0));
}

void TestReconciler::readsManyPages()
{
    const std::string customer = m_money->customerOf(m_plumber);
    for (int i = 0; i < 205; ++i)
        m_money->stripe.chargeByHand(customer, 100 + i);
    QCOMPARE(found().size(), 205);
    QVERIFY(m_money->stripe.requests("GET payment_intents") >= 3);
}

QTEST_GUILESS_MAIN(TestReconciler)
#include "tst_reconciler.moc"
