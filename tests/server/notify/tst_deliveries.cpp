#include "server/notify/deliverywords.h"
#include "server/notify/twiliostatus.h"
#include "tests/server/notify/messagefixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

/// What providers tell of messages that they took, over the real store.
class TestDeliveries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<MessageFixture>(); }
    void cleanup();
    void textsShowTheirDelivery_data();
    void textsShowTheirDelivery();
    void mailsShowTheirDelivery_data();
    void mailsShowTheirDelivery();
    void failuresAreInWords_data();
    void failuresAreInWords();
    void storesNoAddresses();
    void refusesCallsNotSignedByTwilio();
    void refusesCallsNotSignedBySendGrid();
    void reportsMayPrecedeTheAnswer();
    void reportsSurviveACrashAndAnOutage();
    void findsMessagesByTheProvidersId();
    void dropsReportsOnUnknownMessages();
    void takesManyAtOnce();
    void asksForReportsOnlyWhereTwilioCanCall_data();
    void asksForReportsOnlyWhereTwilioCanCall();
    void sendsWithoutACallbackThatTwilioRefuses();
    void withoutKeysThereAreNoWebhooks();

private:
    /// One message of that channel, taken by its provider.
    MessageStandIn::Taken sent(const char *channel);
    json row(const MessageStandIn::Taken &taken);
    QString delivery(const MessageStandIn::Taken &taken);
    bool becomes(const MessageStandIn::Taken &taken, const QString &delivery);

    std::unique_ptr<MessageFixture> m_fixture;
};

void TestDeliveries::cleanup()
{
    QCOMPARE(m_fixture->email.complaint(), std::nullopt);
    QCOMPARE(m_fixture->sms.complaint(), std::nullopt);
    m_fixture.reset();
}

MessageStandIn::Taken TestDeliveries::sent(const char *channel)
{
    const QUuid plumber = m_fixture->addPlumber(channel);
    const QUuid lead = m_fixture->addLead();
    m_fixture->assign(lead, plumber);
    m_fixture->start();
    const QByteArray query = "notifications?template=eq.lead_assigned&status=eq.sent&lead_id=eq.";
    if (!QTest::qWaitFor([&] { return m_fixture->rows(query + lead.toByteArray(QUuid::WithoutBraces)).size() == 1; }))
        return {};
    const auto &all = qstrcmp(channel, "sms") == 0 ? m_fixture->sms.taken() : m_fixture->email.taken();
    const json id = m_fixture->rows(query + lead.toByteArray(QUuid::WithoutBraces))[0]["provider_id"];
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &taken) { return id == taken.id; });
    return found == all.end() ? MessageStandIn::Taken() : *found;
}

json TestDeliveries::row(const MessageStandIn::Taken &taken)
{
    const QByteArray channel = taken.subject.empty() ? "sms" : "email";
    const json rows = m_fixture->rows("notifications?channel=eq." + channel + "&provider_id=eq." +
                                      QByteArray::fromStdString(taken.id));
    return rows.is_array() && rows.size() == 1 ? rows[0] : json::object();
}

/// "undelivered: The carrier flagged it as spam."
QString TestDeliveries::delivery(const MessageStandIn::Taken &taken)
{
    const json found = row(taken);
    const auto text = [&found](const char *column) {
        const json value = found.value(column, json());
        return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
    };
    const QString words = text("delivery_error");
    return text("delivery") + (words.isEmpty() ? QString() : u": "_s + words);
}

bool TestDeliveries::becomes(const MessageStandIn::Taken &taken, const QString &wanted)
{
    const bool is = QTest::qWaitFor([&] { return delivery(taken) == wanted; }, 5000);
    if (!is)
        qWarning("%s instead of %s", qPrintable(delivery(taken)), qPrintable(wanted));
    return is;
}

void TestDeliveries::textsShowTheirDelivery_data()
{
    QTest::addColumn<QList<QPair<QByteArray, int>>>("news");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const QList<QPair<QByteArray, int>> &news, const char *outcome) {
        QTest::newRow(name) << news << QString::fromUtf8(outcome);
    };
    row("on its way", {{"queued", 0}, {"sending", 0}, {"sent", 0}}, "sent");
    row("delivered", {{"sent", 0}, {"delivered", 0}}, "delivered");
    row("late news of the way", {{"delivered", 0}, {"sent", 0}, {"queued", 0}}, "delivered");
    row("twice", {{"delivered", 0}, {"delivered", 0}}, "delivered");
    row("spam", {{"sent", 0}, {"undelivered", 30007}}, "undelivered: The carrier flagged it as spam.");
    row("never left", {{"failed", 30034}},
        "undelivered: Our number is not registered for A2P 10DLC. Register it at Twilio.");
    row("late news of a failure's way", {{"undelivered", 30003}, {"sent", 0}},
        "undelivered: The phone can't be reached: it may be off or out of range.");
    row("without a code", {{"undelivered", 0}}, "undelivered: The carrier did not deliver it and gave no reason.");
}

void TestDeliveries::textsShowTheirDelivery()
{
    using News = QList<QPair<QByteArray, int>>;
    QFETCH(News, news);
    QFETCH(QString, outcome);
    const auto taken = sent("sms");
    QVERIFY(QString::fromStdString(taken.callback)
                .startsWith(m_fixture->options.publicUrl + u"/webhooks/twilio/status?message="_s));
    for (const auto &[status, code] : news)
        QCOMPARE(m_fixture->call(TwilioStandIn::tells(taken, status.constData(), code)).status, 204);
    QVERIFY(becomes(taken, outcome));
    QVERIFY(row(taken)["delivery_at"].is_string());
    QVERIFY(row(taken)["status"] == "sent" && row(taken)["attempts"] == 1);
}

void TestDeliveries::mailsShowTheirDelivery_data()
{
    QTest::addColumn<QByteArray>("news"); // a list of events
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const char *news, const char *outcome) {
        QTest::newRow(name) << QByteArray(news) << QString::fromUtf8(outcome);
    };
    row("delivered", R"([{"event":"processed"},{"event":"delivered","response":"250 OK"}])", "delivered");
    row("delayed", R"([{"event":"deferred","response":"451 4.7.1 try again later","attempt":"2"}])",
        "delayed: The recipient's mail server deferred it; SendGrid keeps trying for three days.");
    row("delayed, then delivered", R"([{"event":"delivered"},{"event":"deferred"}])", "delivered");
    row("bounced", R"([{"event":"bounce","type":"bounce","bounce_classification":"Invalid Address","status":"5.1.1"}])",
        "bounced: This address does not exist.");
    row("bounced, by its status", R"([{"event":"bounce","type":"bounce","status":"5.2.2"}])",
        "bounced: The mailbox is full.");
    row("bounced, by the server's words",
        R"([{"event":"bounce","type":"bounce","reason":"550 5.1.1 <a@b.example>: no such user"}])",
        "bounced: This address does not exist.");
    row("refused", R"([{"event":"bounce","type":"blocked","bounce_classification":"Reputation"}])",
        "undelivered: The recipient's mail server does not trust our mail.");
    row("not sent", R"([{"event":"dropped","reason":"Bounced Address"}])",
        "undelivered: SendGrid did not send it: earlier mail to this address bounced.");
    row("not sent, for a new reason", R"([{"event":"dropped","reason":"Whatever"}])",
        "undelivered: SendGrid did not send it.");
    row("came back later", R"([{"event":"delivered"},{"event":"bounce","type":"bounce","status":"5.1.1"}])",
        "bounced: This address does not exist.");
    row("came back, told first", R"([{"event":"bounce","type":"bounce","status":"5.1.1"},{"event":"delivered"}])",
        "bounced: This address does not exist.");
    row("called spam", R"([{"event":"spamreport"},{"event":"delivered"}])",
        "delivered: It arrived but was reported as spam.");
    row("others among them", R"([{"event":"open"},{"event":7},{},null,"x",{"event":"delivered"}])", "delivered");
}

void TestDeliveries::mailsShowTheirDelivery()
{
    QFETCH(QByteArray, news);
    QFETCH(QString, outcome);
    const auto taken = sent("email");
    json events = json::array();
    for (const json &told : json::parse(news.toStdString()))
        events.push_back(told.is_object() ? SendGridStandIn::event(taken, "unknown", told) : told);
    QCOMPARE(m_fixture->call(m_fixture->email.tells(events)).status, 200);
    QVERIFY(becomes(taken, outcome));
    QCOMPARE(QString::fromStdString(row(taken)["delivery_at"]).left(10), u"2026-11-23"_s);
    for (const json &event : events) // one by one, and all again
        QCOMPARE(m_fixture->call(m_fixture->email.tells(json::array({event}))).status, 200);
    QCOMPARE(m_fixture->call(m_fixture->email.tells(events)).status, 200);
    QVERIFY(becomes(taken, outcome));
}

void TestDeliveries::failuresAreInWords_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    const auto row = [](int code, const char *word) { QTest::addRow("%d", code) << code << QString::fromLatin1(word); };
    row(21610, "STOP");
    row(30003, "reached");
    row(30004, "blocks");
    row(30005, "does not exist");
    row(30006, "landline");
    row(30007, "spam");
    row(30008, "no reason");
    row(30034, "A2P 10DLC");
    row(39999, "39999");
}

void TestDeliveries::failuresAreInWords()
{
    QFETCH(int, code);
    QFETCH(QString, word);
    const QString words = notify::textFailureWords(code);
    QVERIFY2(words.contains(word) && words.endsWith(u'.'), qPrintable(words));
}

void TestDeliveries::storesNoAddresses()
{
    const auto taken = sent("email");
    m_fixture->store().isAway = true; // so that the journal has it still
    const json bounce{{"type", "bounce"}, {"reason", "550 5.1.1 <" + taken.to + ">: Recipient address rejected"}};
    QCOMPARE(
        m_fixture->call(m_fixture->email.tells(json::array({SendGridStandIn::event(taken, "bounce", bounce)}))).status,
        200);
    m_fixture->store().isAway = false;
    QVERIFY(becomes(taken, u"bounced: This address does not exist."_s));
    QVERIFY(row(taken)["delivery_error"].get<std::string>().find('@') == std::string::npos);
}

void TestDeliveries::refusesCallsNotSignedByTwilio()
{
    const auto taken = sent("sms");
    const ProviderCall right = TwilioStandIn::tells(taken, "undelivered", 30007);
    QList<ProviderCall> forged(5, right);
    forged[0].headers.clear();
    forged[1].body += "&More=1";
    forged[2].query = "message=" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    forged[3].query.clear();
    forged[4].headers = {{"X-Twilio-Signature", "GvWf1cFY/Q7PnoempGyD5oXAezc="}};
    for (const ProviderCall &call : std::as_const(forged))
        QCOMPARE(m_fixture->call(call).status, 403);
    ProviderCall other = right; // for the address of STOP
    other.path = "/webhooks/twilio";
    QCOMPARE(m_fixture->call(other).status, 403);
    const auto delivered = TwilioStandIn::tells(taken, "delivered");
    QCOMPARE(m_fixture->call(delivered).status, 204);
    QVERIFY(becomes(taken, u"delivered"_s));
}

void TestDeliveries::refusesCallsNotSignedBySendGrid()
{
    const auto taken = sent("email");
    const ProviderCall right = m_fixture->email.tells(json::array({SendGridStandIn::event(taken, "bounce")}));
    const SendGridStandIn other;
    QList<ProviderCall> forged(4, right);
    forged[0].headers.clear();
    forged[1].body += " ";
    forged[2].headers[2].second = "1795456802";
    forged[3] = other.tells(json::array({SendGridStandIn::event(taken, "bounce")}));
    for (const ProviderCall &call : std::as_const(forged))
        QCOMPARE(m_fixture->call(call).status, 403);
    QCOMPARE(m_fixture->call(m_fixture->email.tells({{"event", "delivered"}})).status, 400);
    QCOMPARE(m_fixture->call(m_fixture->email.tells(json::array({SendGridStandIn::event(taken, "delivered")}))).status,
             200);
    QVERIFY(becomes(taken, u"delivered"_s));
}

/// The answer to the message itself is lost: it is not sent again, though nobody has looked for it.
void TestDeliveries::reportsMayPrecedeTheAnswer()
{
    const QUuid plumber = m_fixture->addPlumber("sms");
    const QUuid lead = m_fixture->addLead();
    m_fixture->sms.trouble(MessageTrouble::AnswerLost);
    m_fixture->assign(lead, plumber);
    m_fixture->start();
    QTRY_COMPARE(m_fixture->rows("notifications?channel=eq.sms&status=eq.sending&attempts=eq.1").size(), 1u);
    const auto taken = m_fixture->sms.taken().at(0);
    QCOMPARE(m_fixture->call(TwilioStandIn::tells(taken, "delivered")).status, 204);
    QVERIFY(becomes(taken, u"delivered"_s));
    QVERIFY(row(taken)["status"] == "sent" && row(taken)["error"].is_null());
    m_fixture->pass(1h);
    QTest::qWait(100);
    QCOMPARE(m_fixture->sms.looks(), 0);
    QCOMPARE(m_fixture->sms.taken().size(), 1u);
}

void TestDeliveries::reportsSurviveACrashAndAnOutage()
{
    const auto taken = sent("sms");
    m_fixture->store().isAway = true;
    QCOMPARE(m_fixture->call(TwilioStandIn::tells(taken, "delivered")).status, 204);
    m_fixture->stop();
    m_fixture->store().isAway = false;
    QCOMPARE(delivery(taken), QString());
    m_fixture->start();
    QVERIFY(becomes(taken, u"delivered"_s));
}

void TestDeliveries::findsMessagesByTheProvidersId()
{
    const auto text = sent("sms");
    const QByteArray form = "MessageSid=" + QByteArray::fromStdString(text.id) + "&MessageStatus=delivered";
    const QByteArray url = m_fixture->options.publicUrl.toUtf8() + "/webhooks/twilio/status";
    QCOMPARE(m_fixture->call(TwilioStandIn::signedCall(url, form)).status, 204);
    QVERIFY(becomes(text, u"delivered"_s));
    const auto mail = sent("email");
    json event = SendGridStandIn::event(mail, "bounce", {{"type", "blocked"}, {"bounce_classification", "Content"}});
    event.erase("notification");
    QCOMPARE(m_fixture->call(m_fixture->email.tells(json::array({event}))).status, 200);
    QVERIFY(becomes(mail, u"undelivered: The recipient's mail server flagged it as spam."_s));
}

void TestDeliveries::dropsReportsOnUnknownMessages()
{
    const auto taken = sent("sms");
    auto stranger = taken;
    stranger.id = "SMstranger";
    stranger.callback = m_fixture->options.publicUrl.toStdString() + "/webhooks/twilio/status?message=" +
                        QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    QCOMPARE(m_fixture->call(TwilioStandIn::tells(stranger, "undelivered", 30003)).status, 204);
    QCOMPARE(m_fixture->call(TwilioStandIn::tells(taken, "delivered")).status, 204);
    QVERIFY(becomes(taken, u"delivered"_s));
    QVERIFY(m_fixture->metrics().contains("delivery_reports_total{outcome=\"unknown\"} 1\n"));
    QCOMPARE(m_fixture->rows("notifications?delivery=eq.undelivered").size(), 0u);
}

void TestDeliveries::takesManyAtOnce()
{
    const auto first = sent("email");
    for (int i = 0; i < 21; ++i) // more than are looked up at once
        m_fixture->assign(m_fixture->addLead(), m_fixture->addPlumber("email"));
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->rows("notifications?status=eq.sent&channel=eq.email").size(), 44u, 30'000);
    json events = json::array();
    for (const auto &taken : m_fixture->email.taken())
        for (const char *kind : {"processed", "delivered", "deferred"})
            events.push_back(SendGridStandIn::event(taken, kind));
    QCOMPARE(m_fixture->call(m_fixture->email.tells(events)).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->rows("notifications?delivery=eq.delivered").size(), 44u, 10'000);
    QCOMPARE(m_fixture->rows("notifications?delivery=neq.delivered").size(), 0u);
    QCOMPARE(delivery(first), u"delivered"_s);
}

void TestDeliveries::asksForReportsOnlyWhereTwilioCanCall_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isCalled");
    const auto row = [](const char *url, bool isCalled) {
        QTest::newRow(*url ? url : "nothing") << QString::fromLatin1(url) << isCalled;
    };
    row("https://leads.example.com", true);
    row("https://leads.example.com:8443", true);
    row("http://203.0.113.9:8080", true);
    row("https://[2001:db8::9]", true);
    row("http://127.0.0.1:8080", false);
    row("http://localhost:8080", false);
    row("http://[::1]:8080", false);
    row("http://10.1.2.3", false);
    row("http://172.20.0.2", false);
    row("http://192.168.0.7:8080", false);
    row("http://[fd00::7]", false);
    row("http://office", false);
    row("http://office.local", false);
    row("http://our_office.example.com", false);
    row("", false);
}

void TestDeliveries::asksForReportsOnlyWhereTwilioCanCall()
{
    QFETCH(QString, url);
    QFETCH(bool, isCalled);
    QCOMPARE(!notify::statusCallback(url, QUuid::createUuid()).isEmpty(), isCalled);
    if (url.contains(u'[')) // the stand-in knows no such networks
        return;
    m_fixture->options.publicUrl = url;
    const auto taken = sent("sms");
    QCOMPARE(!taken.callback.empty(), isCalled);
    QCOMPARE(delivery(taken), QString());
}

void TestDeliveries::sendsWithoutACallbackThatTwilioRefuses()
{
    m_fixture->sms.trouble(MessageTrouble::BadCallback);
    const auto taken = sent("sms");
    QVERIFY(!taken.id.empty() && taken.callback.empty());
    QVERIFY(row(taken)["status"] == "sent" && row(taken)["attempts"] == 1);
}

void TestDeliveries::withoutKeysThereAreNoWebhooks()
{
    m_fixture->options.emailWebhookKey.clear();
    m_fixture->options.smsKey.clear();
    m_fixture->start();
    for (const char *path : {"/webhooks/sendgrid", "/webhooks/twilio/status"})
        QCOMPARE(m_fixture->call({path, {}, {}, "[]"}).status, 404);
}

QTEST_GUILESS_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
