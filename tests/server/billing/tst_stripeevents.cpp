#include "server/billing/eventcall.h"
#include "tests/server/billing/moneyfixture.h"

#include <QFile>
#include <QTest>

using namespace pl;
using namespace pl::test;
using billing::EventSubject;
using nlohmann::json;

/// Customers and their cards, and what Stripe's events make of the rows.
class TestStripeEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void findsAnEventsSubject_data();
    void findsAnEventsSubject();
    void newPlumberGetsACustomerAndAPage();
    void createsOneCustomerWhateverIsLost_data();
    void createsOneCustomerWhateverIsLost();
    void aPageAboutToCloseIsReplaced();
    void aCompletedPageMakesThePlumberReady();
    void theNewestCardStaysTheDefault();
    void aRemovedCardIsNoLongerOnFile();
    void aDeletedCustomerIsReplaced();
    void aWithdrawnPlumberStaysAsItIs();
    void disputesAreRecorded();
    void unknownEventsAreKept();
    void eventsOfOthersChangeNothing();
    void lateFailureDoesNotUndoARetry();

private:
    json plumber(const QUuid &id);
    std::size_t unprocessed() { return m_money->rows("stripe_events?processed_at=is.null").size(); }
    void addEvent(const char *type, const json &object);

    std::unique_ptr<MoneyFixture> m_money;
};

#define TRY_STATUS(lead, wanted) QTRY_COMPARE_WITH_TIMEOUT(m_money->statusOf(lead), std::string(wanted), 10'000)

void TestStripeEvents::init()
{
    m_money = std::make_unique<MoneyFixture>();
    m_money->start();
}

void TestStripeEvents::cleanup()
{
    m_money->stop();
    QCOMPARE(m_money->stripe.complaint(), std::nullopt);
}

json TestStripeEvents::plumber(const QUuid &id)
{
    return m_money->rows("plumbers?id=eq." + id.toByteArray(QUuid::WithoutBraces))[0];
}

void TestStripeEvents::addEvent(const char *type, const json &object)
{
    static int next = 0;
    const json event{{"id", "evt_by_hand_" + std::to_string(++next)}, {"type", type}, {"data", {{"object", object}}}};
    const auto inserted = m_money->rest().insert(
        supabase::Query("stripe_events").select("id"),
        {{"id", event["id"]}, {"type", type}, {"created", "2026-11-23T10:00:00Z"}, {"payload", event}});
    QTRY_VERIFY(inserted.isFinished());
}

void TestStripeEvents::findsAnEventsSubject_data()
{
    using Kind = EventSubject::Kind;
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("id");
    const auto row = [](const char *type, const char *object, Kind kind, const char *id, const char *name = nullptr) {
        QTest::newRow(name ? name : type)
            << QString::fromLatin1(type) << QByteArray(object) << int(kind) << QString::fromLatin1(id);
    };
    for (const char *type : {"payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled",
                             "payment_intent.requires_action"})
        row(type, R"({"id":"pi_1"})", Kind::Intent, "pi_1");
    for (const char *type :
         {"charge.refunded", "charge.refund.updated", "refund.created", "refund.updated", "refund.failed",
          "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"})
        row(type, R"({"id":"x","payment_intent":"pi_2"})", Kind::Intent, "pi_2");
    row("charge.dispute.created", R"({"charge":"ch_1","payment_intent":null})", Kind::Charge, "ch_1", "by its charge");
    row("refund.created", R"({"payment_intent":{"id":"pi_3"}})", Kind::Intent, "pi_3", "expanded");
    row("checkout.session.completed", R"({"mode":"setup","setup_intent":"seti_1"})", Kind::SetupIntent, "seti_1");
    row("checkout.session.completed", R"({"mode":"payment","payment_intent":"pi_4"})", Kind::Intent, "pi_4", "payment");
    row("setup_intent.succeeded", R"({"id":"seti_2"})", Kind::SetupIntent, "seti_2");
    row("payment_method.attached", R"({"customer":"cus_1"})", Kind::Customer, "cus_1");
    row("customer.updated", R"({"id":"cus_2"})", Kind::Customer, "cus_2");
    row("customer.deleted", R"({"id":"cus_3"})", Kind::Customer, "cus_3");
    row("invoice.paid", R"({"id":"in_1"})", Kind::None, "");
    row("payment_intent.succeeded", R"({"id":7})", Kind::None, "", "no id");
    row("payment_intent.succeeded", "[]", Kind::None, "", "no object");
}

void TestStripeEvents::findsAnEventsSubject()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, object);
    const json payload{{"data", {{"object", json::parse(object.toStdString())}}}};
    const auto subject = billing::subjectOf(type, payload);
    QTEST(int(subject.kind), "kind");
    QTEST(subject.id, "id");
    QFile guide(QStringLiteral(PL_TEST_DATA "/../docs/admin.md"));
    QVERIFY(guide.open(QIODevice::ReadOnly));
    if (subject.kind != EventSubject::Kind::None) // or nobody has Stripe send it
        QVERIFY2(guide.readAll().contains('`' + type.toUtf8() + '`'), qPrintable(type));
}

void TestStripeEvents::newPlumberGetsACustomerAndAPage()
{
    const QUuid id = m_money->addPlumber(nullptr);
    QTRY_VERIFY(!m_money->customerOf(id).empty());
    const json customer = m_money->stripe.object(m_money->customerOf(id));
    QVERIFY(customer["metadata"]["plumber_id"] == toJson(id));
    QVERIFY(customer["email"] == plumber(id)["email"]);
    const json pages = m_money->rows("hosted_pages?kind=eq.card");
    QCOMPARE(pages.size(), std::size_t(1));
    QVERIFY(pages[0]["url"] == m_money->stripe.all("checkout.session")[0]["url"]);
    QVERIFY(pages[0]["plumber_id"] == toJson(id) && !pages[0]["expires_at"].is_null());
    const json mails = m_money->rows("notifications?template=eq.card_setup");
    QCOMPARE(mails.size(), std::size_t(1));
    QVERIFY(mails[0]["recipient"] == plumber(id)["email"] && mails[0]["plumber_id"] == toJson(id));
}

void TestStripeEvents::createsOneCustomerWhateverIsLost_data()
{
    using Trouble = StripeStandIn::Trouble;
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("trouble");
    QTest::newRow("customer's answer") << QByteArray("customers") << int(Trouble::AnswerLost);
    QTest::newRow("customer's request") << QByteArray("customers") << int(Trouble::RequestLost);
    QTest::newRow("page's answer") << QByteArray("checkout") << int(Trouble::AnswerLost);
    QTest::newRow("Stripe is away") << QByteArray() << int(Trouble::Away);
}

void TestStripeEvents::createsOneCustomerWhateverIsLost()
{
    QFETCH(QByteArray, path);
    QFETCH(int, trouble);
    m_money->stripe.trouble(path, StripeStandIn::Trouble(trouble), 2);
    const QUuid id = m_money->addPlumber(nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(!m_money->customerOf(id).empty(), 10'000);
    QCOMPARE(m_money->stripe.all("customer").size(), std::size_t(1));
    QCOMPARE(m_money->rows("notifications?template=eq.card_setup").size(), std::size_t(1));
}

void TestStripeEvents::aPageAboutToCloseIsReplaced()
{
    const QUuid id = m_money->addPlumber(nullptr);
    QTRY_VERIFY(!m_money->customerOf(id).empty());
    const json before = m_money->rows("hosted_pages")[0];
    const QUuid page = QUuid::fromString(QString::fromStdString(before["id"].get<std::string>()));
    m_money->change("hosted_pages", page, {{"expires_at", "2026-11-22T10:00:00Z"}});
    QTRY_VERIFY(m_money->rows("hosted_pages")[0]["url"] != before["url"]);
    const json after = m_money->rows("hosted_pages");
    QCOMPARE(after.size(), std::size_t(1));
    QVERIFY(after[0]["url"] == m_money->stripe.all("checkout.session").back()["url"]);
    QVERIFY(after[0]["expires_at"].get<std::string>() > before["created_at"].get<std::string>());
    QCOMPARE(m_money->rows("notifications?template=eq.card_setup").size(), std::size_t(1));
}

void TestStripeEvents::aCompletedPageMakesThePlumberReady()
{
    const QUuid id = m_money->addPlumber(nullptr);
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, id);
    QTRY_VERIFY(!m_money->customerOf(id).empty());
    m_money->stripe.fillSetupPage(m_money->customerOf(id), "pm_card_visa");
    m_money->deliverEvents();
    QTRY_VERIFY(plumber(id)["payment_ready"] == true);
    TRY_STATUS(lead, "succeeded");
    QTRY_COMPARE(unprocessed(), std::size_t(0));
}

void TestStripeEvents::theNewestCardStaysTheDefault()
{
    const QUuid id = m_money->addPlumber(nullptr);
    QTRY_VERIFY(!m_money->customerOf(id).empty());
    const std::string customer = m_money->customerOf(id);
    m_money->stripe.fillSetupPage(customer, "pm_card_visa");
    const auto setup = m_money->stripe.all("setup_intent")[0];
    m_money->deliverEvents();
    QTRY_COMPARE(unprocessed(), std::size_t(0));
    const std::string newest = m_money->stripe.giveCard(customer, "pm_card_visa");
    m_money->stripe.makeDefault(customer, newest);
    addEvent("setup_intent.succeeded", setup); // once more, late
    QTRY_COMPARE(unprocessed(), std::size_t(0));
    QVERIFY(m_money->stripe.object(customer)["invoice_settings"]["default_payment_method"] == newest);
}

void TestStripeEvents::aRemovedCardIsNoLongerOnFile()
{
    const QUuid id = m_money->addPlumber("pm_card_visa");
    m_money->stripe.takeCardAway(m_money->stripe.all("payment_method")[0]["id"]);
    m_money->deliverEvents();
    QTRY_VERIFY(plumber(id)["payment_ready"] == false);
    m_money->stripe.giveCard(m_money->customerOf(id), "pm_card_visa");
    m_money->deliverEvents();
    QTRY_VERIFY(plumber(id)["payment_ready"] == true);
}

void TestStripeEvents::aDeletedCustomerIsReplaced()
{
    const QUuid id = m_money->addPlumber("pm_card_visa");
    const std::string before = m_money->customerOf(id);
    m_money->stripe.deleteCustomer(before);
    m_money->deliverEvents();
    const auto isReplaced = [&] {
        const std::string customer = m_money->customerOf(id); // read once: it goes and comes
        return !customer.empty() && customer != before;
    };
    QTRY_VERIFY(isReplaced());
    QVERIFY(plumber(id)["payment_ready"] == false);
}

/// The store refuses every change of it, and the event must not come up again and again.
void TestStripeEvents::aWithdrawnPlumberStaysAsItIs()
{
    const QUuid id = m_money->addPlumber("pm_card_visa");
    m_money->withdraw(id);
    m_money->stripe.takeCardAway(m_money->stripe.all("payment_method")[0]["id"]);
    m_money->deliverEvents();
    QTRY_COMPARE_WITH_TIMEOUT(unprocessed(), std::size_t(0), 10'000);
    QVERIFY(m_money->rows("stripe_events?error=not.is.null").empty());
    QVERIFY(plumber(id)["payment_ready"] == true);
    QCOMPARE(m_money->complaints, QStringList());
}

void TestStripeEvents::disputesAreRecorded()
{
    const QUuid id = m_money->addPlumber("pm_card_visa");
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, id);
    TRY_STATUS(lead, "succeeded");
    const std::string dispute = m_money->stripe.openDispute(m_money->stripe.all("charge")[0]["id"]);
    m_money->deliverEvents();
    TRY_STATUS(lead, "disputed");
    m_money->stripe.closeDispute(dispute, "won");
    m_money->deliverEvents();
    TRY_STATUS(lead, "succeeded");
    m_money->stripe.closeDispute(dispute, "lost");
    m_money->deliverEvents();
    TRY_STATUS(lead, "disputed");
}

void TestStripeEvents::unknownEventsAreKept()
{
    addEvent("invoice.paid", {{"id", "in_1"}});
    addEvent("payment_intent.succeeded", {{"id", "pi_of_nobody"}});
    QTRY_COMPARE(unprocessed(), std::size_t(0));
    const json kept = m_money->rows("stripe_events?select=type,error&order=id");
    QCOMPARE(kept.size(), std::size_t(2));
    QVERIFY(kept[0]["error"].is_null() && kept[1]["error"].is_string());
}

void TestStripeEvents::eventsOfOthersChangeNothing()
{
    const QUuid id = m_money->addPlumber("pm_card_visa");
    m_money->stripe.chargeByHand(m_money->customerOf(id), 700);
    m_money->deliverEvents();
    QTRY_COMPARE(unprocessed(), std::size_t(0));
    QCOMPARE(m_money->rows("payments").size(), std::size_t(0));
}

void TestStripeEvents::lateFailureDoesNotUndoARetry()
{
    const QUuid id = m_money->addPlumber("pm_card_chargeDeclined");
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, id);
    TRY_STATUS(lead, "failed");
    m_money->change("plumbers", id, {{"payment_ready", false}}); // the retry waits
    const QUuid payment = QUuid::fromString(QString::fromStdString(m_money->payment(lead)["id"].get<std::string>()));
    m_money->change("payments", payment, {{"status", "pending"}});
    addEvent("payment_intent.payment_failed", m_money->stripe.all("payment_intent")[0]);
    QTRY_COMPARE(unprocessed(), std::size_t(0));
    QCOMPARE(m_money->statusOf(lead), std::string("pending"));
}

QTEST_GUILESS_MAIN(TestStripeEvents)
#include "tst_stripeevents.moc"
