#include "tests/support/serverprocess.h"
#include "tests/support/stripestandinserver.h"

#include <QNetworkReply>
#include <QRandomGenerator>
#include <QTest>
#include <QUuid>

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
    json rows(const QString &query);
    bool write(const QByteArray &method, const QString &target, const json &body);
    void addPlumber(const std::string &id, const std::string &name, const std::string &customer);
    bool addLead(const std::string &id, const std::string &plumber);
    std::string createCustomer();
    bool startServer();
    std::string statusOf(const std::string &lead);
    QByteArray redirectOf(const QString &path);

    std::unique_ptr<StripeStandInServer> m_stripe;
    std::unique_ptr<ServerProcess> m_server;
};

namespace {

constexpr const char *kApiKey = "sk_test_standin";
constexpr const char *kSecret = "whsec_integration_secret";
constexpr int kCents = 2500;

std::string newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

/// How many charges the crash harness makes; PL_MONEY_CRASHES=500 is the long run.
int charges()
{
    const int asked = qEnvironmentVariableIntValue("PL_MONEY_CRASHES");
    return asked > 0 ? asked : 60;
}

} // namespace

void TestMoneyFlow::init()
{
    m_stripe = std::make_unique<StripeStandInServer>();
    QVERIFY(m_stripe->listen());
    m_server = std::make_unique<ServerProcess>();
    m_server->setEnvironment(u"STRIPE_API_KEY"_s, QString::fromLatin1(kApiKey));
    m_server->setEnvironment(u"STRIPE_WEBHOOK_SECRET"_s, u"whsec_old,"_s + QString::fromLatin1(kSecret));
    m_server->setEnvironment(u"STRIPE_API_BASE"_s, m_stripe->url());
}

void TestMoneyFlow::cleanup()
{
    const QByteArray log = m_server->errorOutput();
    for (const char *secret : {kApiKey, kSecret, "\"object\": \"event\"", "@pipes.example"})
        QVERIFY2(!log.contains(secret), secret);
    QCOMPARE(m_stripe->stripe().complaint(), std::nullopt);
    m_server.reset();
}

bool TestMoneyFlow::startServer()
{
    if (!m_server->start())
        return false;
    m_stripe->sendEventsTo(m_server->url() + u"/webhooks/stripe"_s, kSecret);
    return true;
}

json TestMoneyFlow::rows(const QString &query)
{
    return m_server->request("GET", u"/rest/v1/"_s + query, m_server->serviceHeaders()).json();
}

bool TestMoneyFlow::write(const QByteArray &method, const QString &target, const json &body)
{
    auto headers = m_server->serviceHeaders();
    headers.emplaceBack("Content-Type", "application/json");
    const auto reply =
        m_server->request(method, u"/rest/v1/"_s + target, headers, QByteArray::fromStdString(body.dump()));
    return reply.status / 100 == 2;
}

void TestMoneyFlow::addPlumber(const std::string &id, const std::string &name, const std::string &customer)
{
    json row{{"id", id},
             {"first_name", "Pat"},
             {"last_name", name},
             {"email", name + "@pipes.example"},
             {"phone_number", "+15125550100"},
             {"zip_code", "78701"},
             {"services", json::array()}};
    if (!customer.empty()) {
        row["stripe_customer_id"] = customer;
        row["payment_ready"] = true;
    }
    QVERIFY(write("POST", u"plumbers"_s, row));
}

bool TestMoneyFlow::addLead(const std::string &id, const std::string &plumber)
{
    return write("POST", u"leads"_s,
                 {{"id", id},
                  {"first_name", "Maria"},
                  {"last_name", "Gonzalez"},
                  {"email", "maria@home.example"},
                  {"phone_number", "+15125550143"},
                  {"service_needed", "Unlisted Service"},
                  {"urgency", "week"},
                  {"status", plumber.empty() ? "new" : "assigned"},
                  {"assigned_plumber_id", plumber.empty() ? json() : json(plumber)}});
}

std::string TestMoneyFlow::createCustomer()
{
    const auto created = m_stripe->stripe().handle({"POST",
                                                    "/v1/customers",
                                                    {{"Authorization", QByteArray("Bearer ") + kApiKey},
                                                     {"Stripe-Version", "2024-06-20"},
                                                     {"Content-Type", "application/x-www-form-urlencoded"},
                                                     {"Idempotency-Key", "by-hand"}},
                                                    "email=many%40pipes.example"});
    return json::parse(created.body.toStdString())["id"];
}

std::string TestMoneyFlow::statusOf(const std::string &lead)
{
    const json found = rows(u"payments?select=status&lead_id=eq."_s + QString::fromStdString(lead));
    return found.is_array() && found.size() == 1 ? found[0]["status"].get<std::string>() : std::string();
}

/// Where a 303 leads to, without going there.
QByteArray TestMoneyFlow::redirectOf(const QString &path)
{
    QNetworkAccessManager network;
    QNetworkRequest request{QUrl(m_server->url() + path)};
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    (void)QTest::qWaitFor([&] { return reply->isFinished(); }, 5000);
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return status == 303 ? reply->rawHeader("Location") : QByteArray();
}

void TestMoneyFlow::fromTheAssignmentToTheRefund()
{
    QVERIFY2(startServer(), m_server->errorOutput().constData());
    const std::string plumber = newId();
    addPlumber(plumber, "Newcomer", {});
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"notifications?template=eq.card_setup"_s).size(), std::size_t(1), 10'000);
    QTRY_VERIFY(!m_stripe->stripe().all("checkout.session").empty());
    const json pages = rows(u"hosted_pages?select=id,url"_s);
    QCOMPARE(redirectOf(u"/pages/"_s + QString::fromStdString(pages[0]["id"].get<std::string>())).toStdString(),
             pages[0]["url"].get<std::string>());
    QCOMPARE(m_server->request("GET", u"/pages/"_s + QString::fromStdString(newId())).status, 404);
    QCOMPARE(m_server->request("GET", u"/pages/done"_s).status, 200);

    QTRY_VERIFY(rows(u"plumbers?stripe_customer_id=not.is.null"_s).size() == 1);
    m_stripe->stripe().fillSetupPage(m_stripe->stripe().all("customer")[0]["id"], "pm_card_visa");
    QTRY_VERIFY_WITH_TIMEOUT(rows(u"plumbers?payment_ready=is.true"_s).size() == 1, 10'000);

    const std::string lead = newId();
    QElapsedTimer time;
    time.start();
    QVERIFY(addLead(lead, plumber));
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
    QTRY_COMPARE(m_stripe->waitingEvents(), std::size_t(0));

    const auto check = m_server->run({u"check"_s, u"--stripe"_s});
    QCOMPARE(check.exitCode, 0);
    m_stripe->stripe().chargeByHand(m_stripe->stripe().all("customer")[0]["id"], 700);
    const auto differs = m_server->run({u"check"_s, u"--stripe"_s, u"--fix"_s});
    QCOMPARE(differs.exitCode, 1);
    QVERIFY(differs.output.contains("charged_without_row"));
    QCOMPARE(m_server->stop(), 0);
}

void TestMoneyFlow::refusesForgedEvents()
{
    QVERIFY2(startServer(), m_server->errorOutput().constData());
    const QByteArray event = R"({"id":"evt_1","object":"event"})";
    QCOMPARE(m_server->request("POST", u"/webhooks/stripe"_s, {}, event).status, 400);
    const auto forged = m_server->request("POST", u"/webhooks/stripe"_s, {{"Stripe-Signature", "t=1,v1=00"}}, event);
    QCOMPARE(forged.status, 400);
    QVERIFY(!forged.body.contains("signature") && !forged.body.contains("time"));
    QCOMPARE(rows(u"stripe_events"_s).size(), std::size_t(0));
}

void TestMoneyFlow::isOffWithoutAKey()
{
    m_server->setEnvironment(u"STRIPE_API_KEY"_s, {});
    QVERIFY(m_server->start());
    QCOMPARE(m_server->request("POST", u"/webhooks/stripe"_s, {}, "{}").status, 404);
    QCOMPARE(m_server->errorOutput().count("STRIPE_API_KEY"), 1);
    QCOMPARE(m_stripe->stripe().requests(""), 0);
}

/// Leads are assigned, refunded and taken away while the server is killed again and again.
void TestMoneyFlow::chargesOnceWhenKilled()
{
    QRandomGenerator dice(QRandomGenerator::global()->generate());
    QVERIFY2(startServer(), m_server->errorOutput().constData());
    m_stripe->setDelay(std::chrono::milliseconds(5));
    const std::string customer = createCustomer();
    m_stripe->stripe().giveCard(customer, "pm_card_visa");
    m_stripe->stripe().makeDefault(customer, m_stripe->stripe().all("payment_method")[0]["id"]);
    const std::string plumber = newId();
    addPlumber(plumber, "Many", customer);
    std::vector<std::string> leads;
    std::set<std::string> goingBack;
    int kills = 0;
    const int wanted = charges();
    while (int(leads.size()) < wanted) {
        const int some = std::min(1 + int(dice.bounded(12)), wanted - int(leads.size()));
        for (int i = 0; i < some; ++i) {
            leads.push_back(newId());
            QVERIFY(addLead(leads.back(), plumber));
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
        const int crashAt = m_stripe->stripe().requests("") + int(dice.bounded(60));
        (void)QTest::qWaitFor([&] { return m_stripe->stripe().requests("") >= crashAt; }, 1000);
        m_server->kill();
        ++kills;
        QVERIFY2(startServer(), m_server->errorOutput().constData());
    }
    QTRY_VERIFY_WITH_TIMEOUT(rows(u"payments?select=id&status=in.(pending,processing,refund_requested)"_s).empty(),
                             60'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_stripe->waitingEvents(), std::size_t(0), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(rows(u"stripe_events?select=id&processed_at=is.null"_s).empty(), 30'000);

    std::map<std::string, int> charged;
    for (const json &charge : m_stripe->stripe().all("charge"))
        ++charged[charge["metadata"]["lead_id"].get<std::string>()];
    QCOMPARE(charged.size(), leads.size());
    for (const auto &[lead, times] : charged)
        QVERIFY2(times == 1, lead.c_str());
    std::map<std::string, int> back;
    for (const json &refund : m_stripe->stripe().all("refund")) {
        ++back[refund["payment_intent"].get<std::string>()];
        QVERIFY(refund["amount"] == 700 || refund["amount"] == kCents);
    }
    QCOMPARE(back.size(), goingBack.size());
    for (const auto &[intent, times] : back)
        QVERIFY2(times == 1, intent.c_str());
    const auto check = m_server->run({u"check"_s, u"--stripe"_s});
    QVERIFY2(check.exitCode == 0, check.output.constData());
    qInfo("%zu charges and %zu refunds under %d kills", leads.size(), back.size(), kills);
}

QTEST_GUILESS_MAIN(TestMoneyFlow)
#include "tst_moneyflow.moc"
