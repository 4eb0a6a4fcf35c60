#include "tests/server/billing/moneyfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;
using Trouble = StripeStandIn::Trouble;

/// From an assignment to a charge, over the store's real triggers and a strict stand-in for Stripe.
class TestCharges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_money = std::make_unique<MoneyFixture>(); }
    void cleanup();
    void chargesOnce();
    void chargesThePriceOfTheAssignment();
    void saysWhyACardWasDeclined_data();
    void saysWhyACardWasDeclined();
    void triesAgainWithTheSameIntent();
    void sendsThePlumberToTheBank();
    void survivesTrouble_data();
    void survivesTrouble();
    void continuesAfterACrash_data();
    void continuesAfterACrash();
    void asksStripeWhenTheKeyIsForgotten();
    void aPriceOfNothingIsNotCharged();
    void waitsForTheCard();
    void waitsForAcceptance();
    void waitsForTheGrace_data();
    void waitsForTheGrace();
    void takenBackInTheGraceNothingReachesStripe();
    void neitherAcceptanceNorAPriceOfNothingShortensTheGrace();
    void manyInTheGraceBlockNobody();
    void takenFromAPayerAndGivenBackNothingReachesStripe();
    void chargesNoDuplicate();
    void twoServersChargeOnce();
    void keepsPaymentsWhileStripeIsAway();

private:
    std::unique_ptr<MoneyFixture> m_money;
};

#define TRY_STATUS(lead, wanted) QTRY_COMPARE_WITH_TIMEOUT(m_money->statusOf(lead), std::string(wanted), 10'000)

void TestCharges::cleanup()
{
    m_money->stop();
    QCOMPARE(m_money->stripe.complaint(), std::nullopt);
}

void TestCharges::chargesOnce()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->start();
    m_money->assign(lead, plumber);
    TRY_STATUS(lead, "succeeded");
    const json payment = m_money->payment(lead);
    const auto intents = m_money->stripe.all("payment_intent");
    QCOMPARE(intents.size(), std::size_t(1));
    QVERIFY(payment["stripe_payment_intent_id"] == intents[0]["id"]);
    QVERIFY(payment["stripe_charge_id"] == intents[0]["latest_charge"]);
    QVERIFY(payment["receipt_url"].is_string() && payment["failure_code"].is_null());
    QVERIFY(intents[0]["amount"] == 2500 && intents[0]["currency"] == "usd");
    QVERIFY(intents[0]["metadata"]["payment_id"] == payment["id"]);
    QVERIFY(intents[0]["metadata"]["lead_id"] == payment["lead_id"]);
    QVERIFY(intents[0]["metadata"]["plumber_id"] == payment["plumber_id"]);
    json attempts;
    QTRY_VERIFY((attempts = m_money->rows("payment_attempts?select=kind,number,status,stripe_id"))[0]["status"] ==
                "succeeded");
    QVERIFY(attempts[0]["stripe_id"] == intents[0]["id"]);
    QCOMPARE(m_money->complaints, QStringList());
}

void TestCharges::chargesThePriceOfTheAssignment()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead("day");
    m_money->assign(lead, plumber);
    m_money->set(QStringLiteral("default_price_cents"), 9900);
    m_money->start();
    TRY_STATUS(lead, "succeeded");
    QVERIFY(m_money->stripe.all("charge")[0]["amount"] == 3750);
}

void TestCharges::saysWhyACardWasDeclined_data()
{
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("declined") << QByteArray("pm_card_chargeDeclined") << QStringLiteral("generic_decline")
                              << QStringLiteral("Your card was declined.");
    QTest::newRow("no money") << QByteArray("pm_card_chargeDeclinedInsufficientFunds")
                              << QStringLiteral("insufficient_funds")
                              << QStringLiteral("Your card has insufficient funds.");
    QTest::newRow("expired") << QByteArray("pm_card_chargeDeclinedExpiredCard") << QStringLiteral("expired_card")
                             << QStringLiteral("Your card has expired.");
}

void TestCharges::saysWhyACardWasDeclined()
{
    QFETCH(QByteArray, card);
    const QUuid plumber = m_money->addPlumber(card.constData());
    const QUuid lead = m_money->addLead();
    m_money->start();
    m_money->assign(lead, plumber);
    TRY_STATUS(lead, "failed");
    const json payment = m_money->payment(lead);
    QTEST(QString::fromStdString(payment["failure_code"].get<std::string>()), "code");
    QTEST(QString::fromStdString(payment["failure_message"].get<std::string>()), "message");
    QVERIFY(payment["attempts"] == 1);
}

void TestCharges::triesAgainWithTheSameIntent()
{
    const QUuid plumber = m_money->addPlumber("pm_card_chargeDeclined");
    const QUuid lead = m_money->addLead();
    m_money->start();
    m_money->assign(lead, plumber);
    TRY_STATUS(lead, "failed");
    const std::string customer = m_money->customerOf(plumber);
    m_money->stripe.takeCardAway(m_money->stripe.all("payment_method")[0]["id"]);
    m_money->stripe.giveCard(customer, "pm_card_visa");
    const QUuid id = QUuid::fromString(QString::fromStdString(m_money->payment(lead)["id"].get<std::string>()));
    m_money->change("payments", id, {{"status", "pending"}});
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("payment_intent").size(), std::size_t(1));
    QVERIFY(m_money->payment(lead)["failure_code"].is_null());
    QVERIFY(m_money->payment(lead)["attempts"] == 2);
}

void TestCharges::sendsThePlumberToTheBank()
{
    const QUuid plumber = m_money->addPlumber("pm_card_authenticationRequired");
    const QUuid lead = m_money->addLead();
    m_money->start();
    m_money->assign(lead, plumber);
    TRY_STATUS(lead, "failed");
    QVERIFY(m_money->payment(lead)["failure_code"] == "authentication_required");
    const json pages = m_money->rows("hosted_pages?kind=eq.payment");
    QCOMPARE(pages.size(), std::size_t(1));
    QVERIFY(pages[0]["url"].get<std::string>().starts_with("https://hooks.stripe.test/"));
    QVERIFY(pages[0]["payment_id"] == m_money->payment(lead)["id"]);
    QCOMPARE(m_money->rows("notifications?template=eq.payment_action&channel=eq.email").size(), std::size_t(1));
    m_money->stripe.answerBank(m_money->stripe.all("payment_intent")[0]["id"], true);
    m_money->deliverEvents();
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(1));
}

void TestCharges::survivesTrouble_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("trouble");
    QTest::addColumn<int>("times");
    const auto row = [](const char *name, const char *path, Trouble trouble, int times = 1) {
        QTest::addRow("%s", name) << QByteArray(path) << int(trouble) << times;
    };
    row("the answer is lost", "payment_intents", Trouble::AnswerLost);
    row("the answer is lost again and again", "payment_intents", Trouble::AnswerLost, 5);
    row("the request is lost", "payment_intents", Trouble::RequestLost, 3);
    row("Stripe fails, nothing done", "payment_intents", Trouble::FailsBefore);
    row("Stripe fails, but did it", "payment_intents", Trouble::FailsAfter);
    row("Stripe is away", "payment_intents", Trouble::Away, 4);
    row("too many requests", "payment_intents", Trouble::TooMany, 3);
    row("the key is at work", "payment_intents", Trouble::KeyInUse, 2);
    row("the customer can't be read", "customers", Trouble::RequestLost, 2);
}

void TestCharges::survivesTrouble()
{
    QFETCH(QByteArray, path);
    QFETCH(int, trouble);
    QFETCH(int, times);
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->stripe.trouble(path, Trouble(trouble), times);
    m_money->start();
    m_money->assign(lead, plumber);
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(1));
    const auto left = m_money->reconcile(false);
    QVERIFY(left.ok() && left->left.isEmpty());
}

void TestCharges::continuesAfterACrash_data()
{
    QTest::addColumn<bool>("hasAttempt");
    QTest::addColumn<bool>("hasCharge");
    QTest::newRow("after the claim") << false << false;
    QTest::newRow("before Stripe was asked") << true << false;
    QTest::newRow("before the answer was written") << true << true;
}

/// A row as a server leaves it that is killed between two steps.
void TestCharges::continuesAfterACrash()
{
    QFETCH(bool, hasAttempt);
    QFETCH(bool, hasCharge);
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, plumber);
    const QUuid id = QUuid::fromString(QString::fromStdString(m_money->payment(lead)["id"].get<std::string>()));
    if (hasCharge) {
        m_money->start();
        TRY_STATUS(lead, "succeeded");
        QTRY_VERIFY(m_money->rows("payment_attempts?status=eq.succeeded").size() == 1);
        m_money->stop();
        m_money->change(
            "payments", id,
            {{"stripe_payment_intent_id", nullptr}, {"stripe_charge_id", nullptr}, {"receipt_url", nullptr}});
    } else if (hasAttempt) {
        billing::PaymentStore store(m_money->rest());
        billing::AttemptRow attempt{{}, id, billing::AttemptKind::Charge, 1, 2500};
        attempt.paymentMethod = QString::fromStdString(m_money->stripe.all("payment_method")[0]["id"]);
        const auto begun = store.begin(attempt);
        QTRY_VERIFY(begun.isFinished());
        QTRY_VERIFY(m_money->rows("payment_attempts?status=eq.started").size() == 1);
    }
    m_money->change("payments", id, {{"status", "processing"}, {"attempts", 1}});
    m_money->start();
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(1));
    QVERIFY(m_money->payment(lead)["stripe_charge_id"] == m_money->stripe.all("charge")[0]["id"]);
}

void TestCharges::asksStripeWhenTheKeyIsForgotten()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, plumber);
    m_money->stripe.trouble("payment_intents", Trouble::AnswerLost, 1000);
    m_money->start();
    QTRY_VERIFY(!m_money->stripe.all("charge").empty());
    m_money->stop();
    m_money->stripe.endTroubles();
    m_money->stripe.forgetKeys();
    m_money->start();
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(1));
}

void TestCharges::aPriceOfNothingIsNotCharged()
{
    m_money->set(QStringLiteral("default_price_cents"), 0);
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->start();
    m_money->assign(lead, plumber);
    TRY_STATUS(lead, "succeeded");
    QTRY_VERIFY(m_money->rows("payment_attempts?status=eq.free").size() == 1);
    QCOMPARE(m_money->stripe.requests("POST payment_intents"), 0);
    m_money->unassign(lead);
    TRY_STATUS(lead, "refunded");
    QCOMPARE(m_money->stripe.requests("POST refunds"), 0);
}

void TestCharges::waitsForTheCard()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    m_money->change("plumbers", plumber, {{"payment_ready", false}});
    const QUuid lead = m_money->addLead();
    const QUuid other = m_money->addLead();
    m_money->start();
    m_money->assign(lead, plumber);
    m_money->assign(other, m_money->addPlumber("pm_card_visa"));
    TRY_STATUS(other, "succeeded");
    QCOMPARE(m_money->statusOf(lead), std::string("pending"));
    m_money->change("plumbers", plumber, {{"payment_ready", true}});
    TRY_STATUS(lead, "succeeded");
}

void TestCharges::waitsForAcceptance()
{
    m_money->set(QStringLiteral("charge_when"), "accepted");
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    const QUuid accepted = m_money->addLead();
    m_money->assign(lead, plumber);
    m_money->assign(accepted, plumber);
    m_money->change("leads", accepted, {{"accepted_at", "2026-11-23T10:00:00Z"}});
    m_money->start();
    TRY_STATUS(accepted, "succeeded");
    QCOMPARE(m_money->statusOf(lead), std::string("pending"));
    m_money->change("leads", lead, {{"accepted_at", "2026-11-23T10:00:00Z"}});
    TRY_STATUS(lead, "succeeded");
}

void TestCharges::waitsForTheGrace_data()
{
    QTest::addColumn<int>("grace");
    QTest::newRow("a second") << 1;
    QTest::newRow("the longest") << 60;
}

/// A lead without grace behind it is charged meanwhile, so that the server has looked.
void TestCharges::waitsForTheGrace()
{
    QFETCH(int, grace);
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    const QUuid other = m_money->addLead();
    m_money->start();
    m_money->set(QStringLiteral("grace_seconds"), grace);
    m_money->assign(lead, plumber);
    const json waiting = m_money->payment(lead);
    const auto due = *Timestamp::parse(QString::fromStdString(waiting["due_at"].get<std::string>()));
    const auto made = *Timestamp::parse(QString::fromStdString(waiting["created_at"].get<std::string>()));
    QCOMPARE(due.micros - made.micros, grace * 1'000'000LL);
    m_money->set(QStringLiteral("grace_seconds"), 0);
    m_money->assign(other, plumber);
    TRY_STATUS(other, "succeeded");
    QVERIFY(m_money->statusOf(lead) == "pending" || due < Timestamp::now());
    if (grace > 1) {
        const QUuid id = QUuid::fromString(QString::fromStdString(waiting["id"].get<std::string>()));
        m_money->change("payments", id, {{"due_at", toJson(Timestamp::now().addSeconds(1).toString())}});
    }
    TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(2));
}

void TestCharges::takenBackInTheGraceNothingReachesStripe()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->set(QStringLiteral("grace_seconds"), 1);
    m_money->start();
    m_money->assign(lead, plumber);
    m_money->unassign(lead);
    const QUuid after = m_money->addLead(); // whose grace ends later
    m_money->assign(after, plumber);
    TRY_STATUS(after, "succeeded");
    const json payment = m_money->payment(lead);
    QVERIFY(payment["status"] == "void" && payment["attempts"] == 0);
    QVERIFY(payment["stripe_payment_intent_id"].is_null() && payment["refund_reason"].is_null());
    QCOMPARE(m_money->stripe.all("payment_intent").size(), std::size_t(1));
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(0));
    QCOMPARE(m_money->rows("payment_attempts").size(), std::size_t(1));
}

void TestCharges::neitherAcceptanceNorAPriceOfNothingShortensTheGrace()
{
    m_money->set(QStringLiteral("charge_when"), "accepted");
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid accepted = m_money->addLead();
    const QUuid free = m_money->addLead();
    const QUuid sentinel = m_money->addLead();
    m_money->set(QStringLiteral("grace_seconds"), 60);
    m_money->assign(accepted, plumber);
    m_money->set(QStringLiteral("default_price_cents"), 0);
    m_money->assign(free, plumber);
    m_money->set(QStringLiteral("default_price_cents"), 2500);
    m_money->set(QStringLiteral("grace_seconds"), 0);
    m_money->assign(sentinel, plumber);
    for (const QUuid &lead : {accepted, sentinel})
        m_money->change("leads", lead, {{"accepted_at", "2026-11-23T10:00:00Z"}});
    m_money->start();
    TRY_STATUS(sentinel, "succeeded");
    for (const QUuid &lead : {accepted, free}) {
        const json payment = m_money->payment(lead);
        QVERIFY(payment["status"] == "pending" && payment["attempts"] == 0);
        m_money->change("payments", QUuid::fromString(QString::fromStdString(payment["id"].get<std::string>())),
                        {{"due_at", "2026-11-23T10:00:00Z"}});
    }
    TRY_STATUS(accepted, "succeeded");
    TRY_STATUS(free, "succeeded");
}

/// More than are read at once.
void TestCharges::manyInTheGraceBlockNobody()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    m_money->set(QStringLiteral("grace_seconds"), 60);
    for (int i = 0; i < 110; ++i)
        m_money->assign(m_money->addLead(), plumber);
    m_money->set(QStringLiteral("grace_seconds"), 0);
    const QUuid due = m_money->addLead();
    m_money->assign(due, plumber);
    m_money->start();
    TRY_STATUS(due, "succeeded");
    QCOMPARE(m_money->stripe.all("payment_intent").size(), std::size_t(1));
}

/// An undone "Unassign" neither refunds nor charges again. One that stands refunds when the grace is over.
void TestCharges::takenFromAPayerAndGivenBackNothingReachesStripe()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->start();
    m_money->assign(lead, plumber);
    TRY_STATUS(lead, "succeeded");
    m_money->set(QStringLiteral("grace_seconds"), 1);
    m_money->unassign(lead);
    QVERIFY(m_money->payment(lead)["refund_reason"] == "unassigned");
    m_money->assign(lead, plumber);
    QCOMPARE(m_money->statusOf(lead), std::string("succeeded"));
    QVERIFY(m_money->payment(lead)["refund_reason"].is_null());
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(0));
    m_money->unassign(lead);
    QCOMPARE(m_money->statusOf(lead), std::string("refund_requested"));
    TRY_STATUS(lead, "refunded");
    QCOMPARE(m_money->stripe.all("refund").size(), std::size_t(1));
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(1));
}

void TestCharges::chargesNoDuplicate()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    const QUuid first = m_money->addLead();
    const QUuid again = m_money->addLead();
    m_money->change("leads", again, {{"duplicate_of", toJson(first)}});
    m_money->start();
    m_money->assign(again, plumber);
    m_money->assign(first, plumber);
    TRY_STATUS(first, "succeeded");
    QCOMPARE(m_money->rows("payments").size(), std::size_t(1));
}

void TestCharges::twoServersChargeOnce()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    QList<QUuid> leads;
    for (int i = 0; i < 20; ++i) {
        leads += m_money->addLead();
        m_money->assign(leads.last(), plumber);
    }
    StripeStandInTransport transport(m_money->stripe);
    billing::StripeClient client(transport, "sk_test_standin");
    billing::PaymentStore store(m_money->rest());
    billing::MoneyTools tools{client, store, QStringLiteral("https://office.example")};
    QObject rival;
    for (const json &row : m_money->rows("payments?select=" + billing::PaymentRow::columnsWithParties()))
        std::ignore = (new billing::ChargeCall(tools, *billing::PaymentRow::fromJson(row), &rival))->start();
    m_money->start();
    for (const QUuid &lead : leads)
        TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(20));
    QCOMPARE(m_money->stripe.all("payment_intent").size(), std::size_t(20));
}

void TestCharges::keepsPaymentsWhileStripeIsAway()
{
    const QUuid plumber = m_money->addPlumber("pm_card_visa");
    QList<QUuid> leads;
    for (int i = 0; i < 12; ++i) {
        leads += m_money->addLead();
        m_money->assign(leads.last(), plumber);
    }
    m_money->stripe.trouble("", Trouble::Away, 30);
    m_money->start();
    for (const QUuid &lead : leads)
        TRY_STATUS(lead, "succeeded");
    QCOMPARE(m_money->stripe.all("charge").size(), std::size_t(12));
    QCOMPARE(m_money->complaints, QStringList());
}

QTEST_GUILESS_MAIN(TestCharges)
#include "tst_charges.moc"
