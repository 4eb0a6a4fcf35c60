#include "server/billing/pageshandler.h"
#include "tests/server/billing/moneyfixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;
using Trouble = StripeStandIn::Trouble;

/// The office's own links to pages at Stripe: they stay good whatever becomes of Stripe's.
class TestCardPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void redirectsToStripe();
    void aClosedPageIsReplacedByTheVisit();
    void aPageNeedsFiveMinutesMore_data();
    void aPageNeedsFiveMinutesMore();
    void aUsedPageIsReplacedByTheVisit();
    void twoVisitsMakeOnePage();
    void saysSoWhenStripeIsAway();
    void saysSoWhenTheCustomerIsGone();
    void aRemovedPlumberGetsNoNewPage();
    void redirectsNowhereElse_data();
    void redirectsNowhereElse();
    void theAddressIsSavedForDesktops_data();
    void theAddressIsSavedForDesktops();

private:
    http::Response visit(const QByteArray &id);
    http::Response visitThePage() { return visit(QByteArray::fromStdString(page()["id"].get<std::string>())); }
    json page() { return m_money->rows("hosted_pages")[0]; }
    void setPage(const json &changes);
    std::size_t sessions() { return m_money->stripe.all("checkout.session").size(); }

    std::unique_ptr<MoneyFixture> m_money;
    std::unique_ptr<StripeStandInTransport> m_transport;
    std::unique_ptr<billing::StripeClient> m_client;
    std::unique_ptr<billing::PaymentStore> m_store;
    std::unique_ptr<billing::MoneyTools> m_tools;
    std::unique_ptr<billing::PagesHandler> m_handler;
    http::Router m_router;
    QUuid m_plumber;
};

void TestCardPages::init()
{
    m_money = std::make_unique<MoneyFixture>();
    m_transport = std::make_unique<StripeStandInTransport>(m_money->stripe);
    m_client = std::make_unique<billing::StripeClient>(*m_transport, "sk_test_standin");
    m_store = std::make_unique<billing::PaymentStore>(m_money->rest());
    m_tools.reset(new billing::MoneyTools{*m_client, *m_store, QStringLiteral("https://office.example")});
    m_handler = std::make_unique<billing::PagesHandler>(*m_tools);
    m_router = {};
    m_handler->addRoutes(m_router);
    m_plumber = m_money->addPlumber(nullptr);
    m_money->start();
    QTRY_VERIFY(!m_money->customerOf(m_plumber).empty());
}

void TestCardPages::cleanup()
{
    m_handler.reset();
    m_money->stop();
    QCOMPARE(m_money->stripe.complaint(), std::nullopt);
}

http::Response TestCardPages::visit(const QByteArray &id)
{
    const auto answer = m_router.handle({"GET", "/pages/" + id});
    (void)QTest::qWaitFor([&] { return answer.isFinished(); }, 10'000);
    return answer.result();
}

void TestCardPages::setPage(const json &changes)
{
    m_money->change("hosted_pages", QUuid::fromString(QString::fromStdString(page()["id"].get<std::string>())),
                    changes);
}

void TestCardPages::redirectsToStripe()
{
    const auto answer = visitThePage();
    QCOMPARE(answer.status, 303);
    QCOMPARE(answer.header("Location").toStdString(), page()["url"].get<std::string>());
    QCOMPARE(answer.header("Cache-Control"), "no-store");
    QCOMPARE(sessions(), std::size_t(1));
}

/// Of a plumber with a card, whose page nobody renews in advance.
void TestCardPages::aClosedPageIsReplacedByTheVisit()
{
    m_money->change("plumbers", m_plumber, {{"payment_ready", true}});
    const json before = page();
    setPage({{"expires_at", "2026-11-22T10:00:00Z"}});
    const auto answer = visitThePage();
    QCOMPARE(answer.status, 303);
    QCOMPARE(sessions(), std::size_t(2));
    const std::string fresh = m_money->stripe.all("checkout.session").back()["url"];
    QVERIFY(fresh != before["url"]);
    QCOMPARE(answer.header("Location").toStdString(), fresh);
    QVERIFY(page()["id"] == before["id"] && page()["url"] == fresh);
    QCOMPARE(visitThePage().header("Location").toStdString(), fresh);
    QCOMPARE(sessions(), std::size_t(2));
}

void TestCardPages::aPageNeedsFiveMinutesMore_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("pages");
    QTest::newRow("closed a second ago") << qint64(-1) << 2;
    QTest::newRow("closes in five minutes less") << qint64(299) << 2;
    QTest::newRow("closes a little later") << qint64(330) << 1;
}

/// Nobody is led to a page that closes while they type.
void TestCardPages::aPageNeedsFiveMinutesMore()
{
    QFETCH(qint64, seconds);
    m_money->change("plumbers", m_plumber, {{"payment_ready", true}});
    setPage({{"expires_at", Timestamp::now().addSeconds(seconds).toString().toStdString()}});
    QCOMPARE(visitThePage().status, 303);
    QTEST(int(sessions()), "pages");
}

/// A declined card: the office sends the same link once more, and another card can be given.
void TestCardPages::aUsedPageIsReplacedByTheVisit()
{
    const std::string customer = m_money->customerOf(m_plumber);
    m_money->stripe.fillSetupPage(customer, "pm_card_chargeDeclined");
    m_money->deliverEvents();
    QTRY_COMPARE(m_money->rows("stripe_events?processed_at=is.null").size(), std::size_t(0));
    const std::string used = page()["url"];
    const auto answer = visitThePage();
    QCOMPARE(answer.status, 303);
    QVERIFY(answer.header("Location").toStdString() != used);
    m_money->stripe.fillSetupPage(customer, "pm_card_visa");
    m_money->deliverEvents();
    const QUuid lead = m_money->addLead();
    m_money->assign(lead, m_plumber);
    QTRY_COMPARE_WITH_TIMEOUT(m_money->statusOf(lead), std::string("succeeded"), 10'000);
}

void TestCardPages::twoVisitsMakeOnePage()
{
    m_money->change("plumbers", m_plumber, {{"payment_ready", true}});
    setPage({{"expires_at", "2026-11-22T10:00:00Z"}});
    const QByteArray path = "/pages/" + QByteArray::fromStdString(page()["id"].get<std::string>());
    const auto one = m_router.handle({"GET", path});
    const auto two = m_router.handle({"GET", path});
    QTRY_VERIFY(one.isFinished() && two.isFinished());
    QCOMPARE(one.result().status, 303);
    QCOMPARE(one.result().header("Location"), two.result().header("Location"));
    QCOMPARE(sessions(), std::size_t(2));
}

void TestCardPages::saysSoWhenStripeIsAway()
{
    m_money->change("plumbers", m_plumber, {{"payment_ready", true}});
    setPage({{"expires_at", "2026-11-22T10:00:00Z"}});
    m_money->stripe.trouble("checkout", Trouble::Away);
    QCOMPARE(visitThePage().status, 503);
    QCOMPARE(visitThePage().status, 303);
}

void TestCardPages::saysSoWhenTheCustomerIsGone()
{
    m_money->stop();
    m_money->stripe.deleteCustomer(m_money->stripe.all("customer")[0]["id"]);
    setPage({{"expires_at", "2026-11-22T10:00:00Z"}});
    QCOMPARE(visitThePage().status, 404);
    m_money->change("plumbers", m_plumber, {{"stripe_customer_id", nullptr}});
    QCOMPARE(visitThePage().status, 404);
}

void TestCardPages::aRemovedPlumberGetsNoNewPage()
{
    m_money->change("plumbers", m_plumber, {{"status", "removed"}});
    QCOMPARE(visitThePage().status, 303);
    setPage({{"expires_at", "2026-11-22T10:00:00Z"}});
    QCOMPARE(visitThePage().status, 404);
    QCOMPARE(sessions(), std::size_t(1));
}

void TestCardPages::redirectsNowhereElse_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char *url : {"http://checkout.stripe.com/c/1", "javascript:alert(1)", "//evil.example", "file:///x"})
        QTest::newRow(url) << QByteArray(url);
}

void TestCardPages::redirectsNowhereElse()
{
    QFETCH(QByteArray, url);
    setPage({{"url", url.toStdString()}});
    QCOMPARE(visitThePage().status, 404);
    QCOMPARE(visit("not-an-id").status, 404);
    QCOMPARE(visit(QUuid::createUuid().toByteArray(QUuid::WithoutBraces)).status, 404);
}

void TestCardPages::theAddressIsSavedForDesktops_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("noted");
    QTest::newRow("public") << QStringLiteral("https://leads.example") << QByteArray("https://leads.example");
    QTest::newRow("this machine") << QStringLiteral("http://127.0.0.1:8080") << QByteArray();
    QTest::newRow("this machine, version 6") << QStringLiteral("http://[::1]:8080") << QByteArray();
    QTest::newRow("this machine by name") << QStringLiteral("http://localhost:8080") << QByteArray();
}

void TestCardPages::theAddressIsSavedForDesktops()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, noted);
    m_money->stop();
    m_money->publicUrl = address;
    m_money->start();
    const auto setting = [this] { return m_money->rows("settings?key=eq.public_url&select=value"); };
    QTRY_VERIFY(setting() == json::array({{{"value", noted.toStdString()}}}));
}

QTEST_GUILESS_MAIN(TestCardPages)
#include "tst_cardpages.moc"
