#include "tests/integration/messageproviders.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUuid>

using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// The real server between its store and stand-ins for SendGrid and Twilio: from the assignment to the answer.
class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fromTheAssignmentToTheAcceptance();
    void fromTheAssignmentToTheDecline();
    void linksOutliveARestart();
    void showsWhatArrived();
    void isQuietWithoutKeys();

private:
    void assignALead();
    QString mailedLink();

    std::unique_ptr<MessageProviders> m_providers;
    std::unique_ptr<ServerProcess> m_server;
    std::string m_lead;
    std::string m_plumber;
};

void TestMessages::init()
{
    m_providers = std::make_unique<MessageProviders>();
    m_server = std::make_unique<ServerProcess>();
    m_providers->serve(*m_server);
    m_lead = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_plumber = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

/// Nobody's data, key or link is in the log.
void TestMessages::cleanup()
{
    const QByteArray log = m_server->errorOutput();
    for (const char *secret : {SendGridStandIn::kKey, TwilioStandIn::kToken, "Gonzalez", "@home.example", "5550143",
                               "@pipes.example", "/l/A"})
        QVERIFY2(!log.contains(secret), secret);
    if (const QString link = mailedLink(); !link.isEmpty())
        QVERIFY(!log.contains(link.toUtf8()));
    QCOMPARE(m_providers->email.complaint(), std::nullopt);
    QCOMPARE(m_providers->sms.complaint(), std::nullopt);
    m_server.reset();
}

void TestMessages::assignALead()
{
    QCOMPARE(m_server->write("PATCH", u"settings?key=eq.grace_seconds"_s, {{"value", 0}}), 204);
    QCOMPARE(m_server->write("POST", u"plumbers"_s,
                             {{"id", m_plumber},
                              {"first_name", "Pat"},
                              {"last_name", "Piper"},
                              {"email", "pat@pipes.example"},
                              {"phone_number", "+15125550100"},
                              {"zip_code", "78701"},
                              {"services", json::array()}}),
             201);
    QCOMPARE(m_server->write("POST", u"leads"_s,
                             {{"id", m_lead},
                              {"first_name", "Maria"},
                              {"last_name", "Gonzalez"},
                              {"email", "maria@home.example"},
                              {"phone_number", "+15125550143"},
                              {"service_needed", "Drain Cleaning"},
                              {"urgency", "day"}}),
             201);
    QCOMPARE(m_server->write("PATCH", u"leads?id=eq."_s + QString::fromStdString(m_lead),
                             {{"assigned_plumber_id", m_plumber}}),
             204);
}

/// The path of the link in the plumber's e-mail; empty before that has come.
QString TestMessages::mailedLink()
{
    return m_providers->newestLink("pat@pipes.example");
}

void TestMessages::fromTheAssignmentToTheAcceptance()
{
    QVERIFY2(m_server->start(), m_server->errorOutput());
    assignALead();
    QTRY_VERIFY(!mailedLink().isEmpty());
    QTRY_COMPARE(m_providers->email.taken().size(), 2u);
    // At night the text message waits.
    QTRY_VERIFY(m_providers->sms.taken().size() == 1u ||
                m_server->rows(u"notifications?channel=eq.sms&status=eq.pending&version=gt.1"_s).size() == 1u);
    if (!m_providers->sms.taken().empty())
        QVERIFY(QString::fromStdString(m_providers->sms.taken()[0].text).contains(mailedLink()));
    QCOMPARE(m_server->request("GET", mailedLink()).status, 200);
    QElapsedTimer clock;
    clock.start();
    const auto page = m_server->request("POST", mailedLink() + u"/accept"_s, {}, "");
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("Maria Gonzalez"));
    QVERIFY(m_server->rows(u"leads?id=eq."_s + QString::fromStdString(m_lead)).at(0)["accepted_at"].is_string());
    QVERIFY(clock.elapsed() < 3000);
    QCOMPARE(m_server->request("POST", mailedLink() + u"/accept"_s, {}, "").status, 410);
}

void TestMessages::fromTheAssignmentToTheDecline()
{
    QVERIFY2(m_server->start(), m_server->errorOutput());
    assignALead();
    QTRY_VERIFY(!mailedLink().isEmpty());
    const auto page = m_server->request("POST", mailedLink() + u"/decline"_s,
                                        {{"Content-Type", "application/x-www-form-urlencoded"}}, "reason=no_time");
    QCOMPARE(page.status, 200);
    const QString lead = QString::fromStdString(m_lead);
    QVERIFY(m_server->rows(u"leads?id=eq."_s + lead).at(0)["status"] == "new");
    QVERIFY(m_server->rows(u"payments?lead_id=eq."_s + lead).at(0)["status"] == "void");
    QVERIFY(m_server->rows(u"lead_events?kind=eq.declined&lead_id=eq."_s + lead).at(0)["note"] == "no time");
}

void TestMessages::linksOutliveARestart()
{
    QVERIFY2(m_server->start(), m_server->errorOutput());
    assignALead();
    QTRY_VERIFY(!mailedLink().isEmpty());
    m_server->kill();
    QVERIFY2(m_server->start(), m_server->errorOutput());
    QCOMPARE(m_server->request("POST", mailedLink() + u"/accept"_s, {}, "").status, 200);
}

/// What was acknowledged is known, also by a server that was killed at once.
void TestMessages::showsWhatArrived()
{
    m_server->setEnvironment(u"EMAIL_WEBHOOK_KEY"_s, QString::fromLatin1(m_providers->email.publicKey()));
    m_server->setEnvironment(u"PUBLIC_URL"_s, u"https://office.example"_s);
    QVERIFY2(m_server->start(), m_server->errorOutput());
    assignALead();
    QTRY_COMPARE(m_server->rows(u"notifications?channel=eq.email&status=eq.sent"_s).size(), 2u);
    const auto call = [this](const ProviderCall &made) {
        return m_server->request("POST",
                                 QString::fromLatin1(made.path + (made.query.isEmpty() ? "" : "?") + made.query),
                                 made.headers, made.body);
    };
    json events = json::array();
    for (const auto &mail : m_providers->email.taken()) {
        const bool isPlumbers = mail.to == "pat@pipes.example";
        events.push_back(
            SendGridStandIn::event(mail, isPlumbers ? "bounce" : "delivered",
                                   {{"type", "bounce"}, {"reason", "550 5.1.1 <" + mail.to + "> unknown"}}));
    }
    const ProviderCall news = m_providers->email.tells(events);
    QCOMPARE(call(news).status, 200);
    for (const auto &text : m_providers->sms.taken()) // none at night
        QCOMPARE(call(TwilioStandIn::tells(text, "delivered")).status, 204);
    m_server->kill();
    QVERIFY2(m_server->start(), m_server->errorOutput());
    QTRY_COMPARE(m_server->rows(u"notifications?channel=eq.email&delivery=eq.delivered"_s).size(), 1u);
    QTRY_COMPARE(m_server->rows(u"notifications?delivery=eq.bounced"_s).size(), 1u);
    const auto bounced = m_server->rows(u"notifications?delivery=eq.bounced"_s);
    QVERIFY(bounced[0]["recipient"] == "pat@pipes.example");
    QVERIFY(bounced[0]["delivery_error"] == "This address does not exist.");
    QTRY_COMPARE(m_server->rows(u"notifications?channel=eq.sms&delivery=eq.delivered"_s).size(),
                 m_providers->sms.taken().size());
    ProviderCall forged = news;
    forged.body += " ";
    QCOMPARE(call(forged).status, 403);
}

void TestMessages::isQuietWithoutKeys()
{
    for (const char *name : {"EMAIL_SERVICE_API_KEY", "SMS_SERVICE_API_KEY"})
        m_server->setEnvironment(QString::fromLatin1(name), QString());
    QVERIFY2(m_server->start(), m_server->errorOutput());
    assignALead();
    QTRY_COMPARE(m_server->rows(u"notifications?error=eq.not%20sent%3A%20no%20e-mail%20service%20set"_s).size(), 2u);
    QCOMPARE(m_providers->email.tries() + m_providers->sms.tries(), 0);
    QCOMPARE(m_server->request("POST", u"/webhooks/twilio"_s, {}, "Body=STOP").status, 404);
}

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
