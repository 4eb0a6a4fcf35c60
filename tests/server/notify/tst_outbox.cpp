#include "tests/server/notify/messagefixture.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr const char *kLongAgo = "2020-01-01T00:00:00Z";

} // namespace

/// The outbox over the real store, against providers that fail, hang and lie.
class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<MessageFixture>(); }
    void cleanup();
    void notifiesPlumberAndCustomer();
    void retriesAsPlanned();
    void givesUpInTheEnd();
    void looksBeforeItSendsAgain_data();
    void looksBeforeItSendsAgain();
    void looksAfterACrash();
    void distrustsAnUnconfirmedAnswer();
    void sendsNothingForALeadTakenBack();
    void sendsAgainAfterAReassignment();
    void notifiesOncePerAssignment();
    void honorsOptOuts();
    void learnsOptOutsFromTwilio();
    void honorsWhatPeopleToldTheOffice();
    void keepsTheWordsThatWereSent();
    void textsWaitForTheMorning();
    void saysThatThereIsNoService();
    void skipsOutdatedMessages();
    void customerWaitsForAcceptance();
    void goesOnWhenTheStoreIsBack();
    void comesBackNoSoonerThanTheStoreAsks();
    void twoServersSendOnce();
    void waitsForTheGrace_data();
    void waitsForTheGrace();
    void takenBackInTheGraceNobodyIsNotified_data();
    void takenBackInTheGraceNobodyIsNotified();

private:
    QUuid assigned(const char *notifyBy = "both");
    json row(const QUuid &lead, const char *channel, const char *name);
    bool becomes(const QUuid &lead, const QStringList &messages);

    std::unique_ptr<MessageFixture> m_fixture;
};

void TestOutbox::cleanup()
{
    QCOMPARE(m_fixture->email.complaint(), std::nullopt);
    QCOMPARE(m_fixture->sms.complaint(), std::nullopt);
    m_fixture.reset();
}

QUuid TestOutbox::assigned(const char *notifyBy)
{
    const QUuid plumber = m_fixture->addPlumber(notifyBy);
    const QUuid lead = m_fixture->addLead();
    m_fixture->assign(lead, plumber);
    return lead;
}

json TestOutbox::row(const QUuid &lead, const char *channel, const char *name)
{
    const json rows = m_fixture->rows("notifications?lead_id=eq." + lead.toByteArray(QUuid::WithoutBraces) +
                                      "&channel=eq." + channel + "&template=eq." + name);
    return rows.is_array() && rows.size() == 1 ? rows[0] : json::object();
}

bool TestOutbox::becomes(const QUuid &lead, const QStringList &messages)
{
    return QTest::qWaitFor([&] { return m_fixture->messages(lead) == messages; }, 5000);
}

void TestOutbox::notifiesPlumberAndCustomer()
{
    const QUuid lead = assigned();
    m_fixture->start();
    QVERIFY(becomes(lead, {u"email lead_assigned sent"_s, u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    QCOMPARE(m_fixture->email.taken().size(), 2u);
    QCOMPARE(m_fixture->sms.taken().size(), 1u);
    QVERIFY(!MessageFixture::linkIn(m_fixture->sms.taken()[0].text).isEmpty());
    QVERIFY(row(lead, "sms", "lead_assigned")["provider_id"] == "id-1");
    QVERIFY(row(lead, "sms", "lead_assigned")["attempts"] == 1);
    for (const auto &mail : m_fixture->email.taken()) {
        const bool isCustomers = mail.to == "maria@home.example";
        QCOMPARE(mail.text.find("Piper") != std::string::npos, true);
        QCOMPARE(mail.subject == "We found your plumber", isCustomers);
        QCOMPARE(MessageFixture::linkIn(mail.text).isEmpty(), isCustomers);
    }
}

void TestOutbox::retriesAsPlanned()
{
    const QUuid lead = assigned("sms");
    for (const auto trouble : {MessageTrouble::TooMany, MessageTrouble::BadKey, MessageTrouble::TooMany})
        m_fixture->sms.trouble(trouble);
    m_fixture->start();
    int tries = 0;
    for (const auto pause : {5s, 300s, 1800s}) {
        ++tries;
        QTRY_VERIFY(row(lead, "sms", "lead_assigned")["attempts"] == tries);
        QVERIFY(row(lead, "sms", "lead_assigned")["status"] == "pending");
        QVERIFY(!row(lead, "sms", "lead_assigned")["error"].is_null());
        QCOMPARE(m_fixture->sms.tries(), tries);
        m_fixture->pass(pause);
    }
    QVERIFY(becomes(lead, {u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    QVERIFY(row(lead, "sms", "lead_assigned")["error"] == json());
    QCOMPARE(m_fixture->sms.taken().size(), 1u);
}

void TestOutbox::givesUpInTheEnd()
{
    const QUuid lead = assigned("email");
    m_fixture->options.smsKey.clear();
    for (int i = 0; i < 20; ++i)
        m_fixture->email.trouble(MessageTrouble::TooMany);
    m_fixture->start();
    int tries = 0;
    for (const auto pause : {5s, 300s, 1800s, 7200s, 18000s, 36000s}) {
        tries += 2;
        QTRY_COMPARE(m_fixture->email.tries(), tries);
        QTRY_COMPARE(m_fixture->rows("notifications?status=eq.pending").size(), 2u);
        m_fixture->pass(pause);
    }
    QVERIFY(becomes(lead, {u"email lead_assigned failed"_s, u"email plumber_found failed"_s}));
    QCOMPARE(m_fixture->email.tries(), 14);
}

void TestOutbox::looksBeforeItSendsAgain_data()
{
    QTest::addColumn<MessageTrouble>("trouble");
    QTest::addColumn<bool>("hasFeed");
    QTest::addColumn<int>("emails");
    QTest::newRow("it was taken") << MessageTrouble::AnswerLost << true << 2;
    QTest::newRow("it was not") << MessageTrouble::RequestLost << true << 2;
    QTest::newRow("the provider failed") << MessageTrouble::Away << true << 2;
    QTest::newRow("SendGrid can't be asked: twice is better than never") << MessageTrouble::AnswerLost << false << 3;
}

void TestOutbox::looksBeforeItSendsAgain()
{
    QFETCH(MessageTrouble, trouble);
    QFETCH(bool, hasFeed);
    QFETCH(int, emails);
    const QUuid lead = assigned();
    m_fixture->email.hasFeed = hasFeed;
    m_fixture->email.trouble(trouble);
    m_fixture->sms.trouble(trouble);
    m_fixture->start();
    QTRY_VERIFY(row(lead, "sms", "lead_assigned")["attempts"] == 1);
    QVERIFY(row(lead, "sms", "lead_assigned")["status"] == "sending");
    QTRY_COMPARE(m_fixture->email.tries(), 2);
    QCOMPARE(m_fixture->sms.looks() + m_fixture->email.looks(), 0);
    m_fixture->pass(10min);
    QVERIFY(becomes(lead, {u"email lead_assigned sent"_s, u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    QCOMPARE(m_fixture->sms.looks(), 1);
    QCOMPARE(m_fixture->email.looks(), 1);
    QCOMPARE(m_fixture->sms.taken().size(), 1u);
    QCOMPARE(int(m_fixture->email.taken().size()), emails);
}

/// The program ends between the provider's yes and the store.
void TestOutbox::looksAfterACrash()
{
    const QUuid lead = assigned("sms");
    m_fixture->options.emailKey.clear();
    m_fixture->start();
    QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
    m_fixture->stop();
    QVERIFY(m_fixture->change("notifications", "channel=eq.sms",
                              {{"status", "sending"}, {"attempts", 0}, {"provider_id", nullptr}}));
    m_fixture->pass(3min);
    m_fixture->start();
    QTRY_VERIFY(row(lead, "sms", "lead_assigned")["status"] == "sent");
    QVERIFY(row(lead, "sms", "lead_assigned")["provider_id"] == "id-1");
    QCOMPARE(m_fixture->sms.taken().size(), 1u);
}

void TestOutbox::distrustsAnUnconfirmedAnswer()
{
    const QUuid lead = assigned("sms");
    m_fixture->sms.trouble(MessageTrouble::Lie);
    m_fixture->start();
    QTRY_VERIFY(row(lead, "sms", "lead_assigned")["attempts"] == 1);
    QVERIFY(row(lead, "sms", "lead_assigned")["status"] == "sending");
    m_fixture->pass(10s);
    QTRY_VERIFY(row(lead, "sms", "lead_assigned")["status"] == "sent");
    QCOMPARE(m_fixture->sms.taken().size(), 1u);
}

/// Also when a server had the message in hand meanwhile.
void TestOutbox::sendsNothingForALeadTakenBack()
{
    const QUuid lead = assigned("sms");
    QVERIFY(m_fixture->change("notifications", "channel=eq.sms", {{"status", "sending"}}));
    m_fixture->unassign(lead);
    m_fixture->start();
    QVERIFY(becomes(lead, {u"email plumber_found skipped"_s, u"sms lead_assigned skipped"_s}));
    QCOMPARE(m_fixture->sms.tries() + m_fixture->email.tries(), 0);
    QVERIFY(row(lead, "sms", "lead_assigned")["error"] == "not sent: the lead was taken back");
}

void TestOutbox::sendsAgainAfterAReassignment()
{
    const QUuid plumber = m_fixture->addPlumber("sms");
    const QUuid lead = m_fixture->addLead();
    m_fixture->assign(lead, plumber);
    m_fixture->start();
    QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
    m_fixture->unassign(lead);
    m_fixture->assign(lead, plumber);
    QTRY_COMPARE(m_fixture->sms.taken().size(), 2u);
    // The link is another one; the customer knows the plumber already.
    QVERIFY(m_fixture->sms.taken()[0].text != m_fixture->sms.taken()[1].text);
    QVERIFY(becomes(lead, {u"email plumber_found sent"_s, u"email plumber_found skipped"_s, u"sms lead_assigned sent"_s,
                           u"sms lead_assigned sent"_s}));
    QCOMPARE(m_fixture->email.taken().size(), 1u);
}

void TestOutbox::notifiesOncePerAssignment()
{
    const QUuid lead = assigned("sms");
    m_fixture->start();
    QVERIFY(becomes(lead, {u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    QVERIFY(m_fixture->change("notifications", "channel=eq.sms",
                              {{"status", "pending"}, {"next_attempt_at", kLongAgo}, {"recipient", "+15125550177"}}));
    QTRY_COMPARE(m_fixture->sms.taken().size(), 2u);
    QVERIFY(m_fixture->change("notifications", "template=eq.plumber_found",
                              {{"template", "lead_assigned"},
                               {"channel", "sms"},
                               {"recipient", "+15125550177"},
                               {"status", "pending"},
                               {"next_attempt_at", kLongAgo}}));
    QVERIFY(becomes(lead, {u"sms lead_assigned sent"_s, u"sms lead_assigned skipped"_s}));
    QCOMPARE(m_fixture->sms.taken().size(), 2u);
}

void TestOutbox::honorsOptOuts()
{
    const QUuid lead = assigned("both");
    const std::string number = row(lead, "sms", "lead_assigned")["recipient"];
    m_fixture->start();
    QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
    const auto twilioSays = [this, &number](const char *word, const char *sid) {
        return m_fixture->answers(word, number, sid);
    };
    QCOMPARE(twilioSays("STOP", "SM1").status, 200);
    QTRY_COMPARE(m_fixture->rows("opt_outs").size(), 1u);
    m_fixture->unassign(lead);
    m_fixture->assign(lead, QUuid::fromString(QString::fromStdString(m_fixture->rows("plumbers").at(0)["id"])));
    QTRY_VERIFY(m_fixture->messages(lead).contains(u"sms lead_assigned skipped"_s));
    QCOMPARE(m_fixture->sms.tries(), 1);
    QCOMPARE(twilioSays("START", "SM2").status, 200);
    QTRY_COMPARE(m_fixture->rows("opt_outs").size(), 0u);
}

void TestOutbox::learnsOptOutsFromTwilio()
{
    const QUuid lead = assigned("sms");
    m_fixture->sms.trouble(MessageTrouble::OptedOut);
    m_fixture->start();
    QVERIFY(becomes(lead, {u"email plumber_found sent"_s, u"sms lead_assigned skipped"_s}));
    QVERIFY(m_fixture->rows("opt_outs").at(0)["phone_number"] == row(lead, "sms", "lead_assigned")["recipient"]);
}

void TestOutbox::honorsWhatPeopleToldTheOffice()
{
    const QUuid lead = assigned("both");
    const std::string number = row(lead, "sms", "lead_assigned")["recipient"];
    for (const json &refusal : {json{{"contact", "Maria@home.example"}, {"channel", "email"}, {"way", "letter"}},
                                json{{"contact", number}, {"channel", "sms"}, {"way", "call"}},
                                json{{"contact", number}, {"channel", "letter"}}})
        QVERIFY(test::wait(m_fixture->rest().insert(supabase::Query("contact_refusals").select("id"), refusal)).ok());
    m_fixture->start();
    QVERIFY(becomes(lead,
                    {u"email lead_assigned sent"_s, u"email plumber_found skipped"_s, u"sms lead_assigned skipped"_s}));
    QVERIFY(row(lead, "email", "plumber_found")["error"] == "not sent: this person asked not to get e-mail");
    QCOMPARE(m_fixture->sms.tries(), 0);
}

/// Without the link: whoever has it can answer for the plumber.
void TestOutbox::keepsTheWordsThatWereSent()
{
    const QUuid lead = assigned();
    m_fixture->start();
    QVERIFY(becomes(lead, {u"email lead_assigned sent"_s, u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    const std::string toCustomer = row(lead, "email", "plumber_found")["sent_text"];
    QVERIFY(toCustomer.starts_with("We found your plumber\n\n") && toCustomer.find("Piper") != std::string::npos);
    for (const char *channel : {"email", "sms"}) {
        const std::string toPlumber = row(lead, channel, "lead_assigned")["sent_text"];
        QVERIFY(MessageFixture::linkIn(toPlumber).isEmpty());
        QVERIFY2(toPlumber.find("[link]") != std::string::npos, toPlumber.c_str());
    }
}

void TestOutbox::textsWaitForTheMorning()
{
    m_fixture->passTo(QTime(22, 0));
    const QUuid lead = assigned();
    m_fixture->start();
    QVERIFY(
        becomes(lead, {u"email lead_assigned sent"_s, u"email plumber_found sent"_s, u"sms lead_assigned pending"_s}));
    m_fixture->pass(9h + 59min);
    QTRY_COMPARE(m_fixture->rows("notifications?status=eq.sending").size(), 0u);
    QCOMPARE(m_fixture->sms.tries(), 0);
    m_fixture->pass(1min);
    QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
}

void TestOutbox::saysThatThereIsNoService()
{
    const QUuid lead = assigned();
    m_fixture->options.emailKey.clear();
    m_fixture->options.smsKey.clear();
    m_fixture->start();
    QTRY_VERIFY(row(lead, "email", "lead_assigned")["error"] == "not sent: no e-mail service set");
    QTRY_VERIFY(row(lead, "sms", "lead_assigned")["error"] == "not sent: no text message service set");
    QVERIFY(row(lead, "email", "plumber_found")["status"] == "pending");
    // It is set a little later.
    m_fixture->stop();
    m_fixture->options.emailKey = SendGridStandIn::kKey;
    m_fixture->start();
    QVERIFY(
        becomes(lead, {u"email lead_assigned sent"_s, u"email plumber_found sent"_s, u"sms lead_assigned pending"_s}));
}

void TestOutbox::skipsOutdatedMessages()
{
    const QUuid lead = assigned();
    m_fixture->pass(48h);
    m_fixture->start();
    QVERIFY(becomes(
        lead, {u"email lead_assigned skipped"_s, u"email plumber_found skipped"_s, u"sms lead_assigned skipped"_s}));
    QCOMPARE(m_fixture->sms.tries() + m_fixture->email.tries(), 0);
}

void TestOutbox::customerWaitsForAcceptance()
{
    m_fixture->set(u"charge_when"_s, "accepted");
    const QUuid lead = assigned("email");
    m_fixture->start();
    QVERIFY(becomes(lead, {u"email lead_assigned sent"_s, u"email plumber_found pending"_s}));
    const auto mail = m_fixture->email.taken()[0];
    QVERIFY(mail.text.find("Gonzalez") == std::string::npos && mail.html.find("maria@") == std::string::npos);
    QCOMPARE(m_fixture->request("POST", MessageFixture::linkIn(mail.text) + u"/accept"_s).status, 200);
    QVERIFY(becomes(lead, {u"email lead_assigned sent"_s, u"email plumber_found sent"_s}));
}

void TestOutbox::goesOnWhenTheStoreIsBack()
{
    const QUuid lead = assigned("sms");
    m_fixture->store().isAway = true;
    m_fixture->start();
    QTRY_VERIFY(m_fixture->store().refused > 2);
    QCOMPARE(m_fixture->sms.tries(), 0);
    m_fixture->store().isAway = false;
    QVERIFY(becomes(lead, {u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
}

void TestOutbox::comesBackNoSoonerThanTheStoreAsks()
{
    const QUuid lead = assigned("sms");
    m_fixture->store().isAway = true;
    m_fixture->store().retryAfter = "1";
    std::chrono::milliseconds pause{0};
    QElapsedTimer since;
    since.start();
    const auto server = m_fixture->another();
    connect(server.get(), &notify::Notify::delayed, this,
            [&pause](const QString &duty, const QString &, std::chrono::milliseconds length) {
                if (duty == u"outbox")
                    pause = length;
            });
    QTRY_COMPARE(pause.count(), 1000); // the longest of its own is 100
    m_fixture->store().isAway = false;
    QVERIFY(becomes(lead, {u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    QVERIFY2(since.elapsed() >= 900, QByteArray::number(since.elapsed())); // timers may be a little early
}

void TestOutbox::twoServersSendOnce()
{
    QList<QUuid> leads;
    const QUuid plumber = m_fixture->addPlumber("sms");
    for (int i = 0; i < 20; ++i) {
        leads += m_fixture->addLead();
        m_fixture->assign(leads.last(), plumber);
    }
    m_fixture->start();
    const auto other = m_fixture->another();
    QTRY_COMPARE(m_fixture->rows("notifications?status=eq.sent").size(), 40u);
    QCOMPARE(m_fixture->sms.tries(), 20);
    QCOMPARE(m_fixture->email.tries(), 20);
}

void TestOutbox::waitsForTheGrace_data()
{
    QTest::addColumn<int>("grace");
    QTest::newRow("none") << 0;
    QTest::newRow("as at first") << 10;
    QTest::newRow("the longest") << 60;
}

/// With two servers, of which one is killed. What is sent after a look tells that there was one.
void TestOutbox::waitsForTheGrace()
{
    QFETCH(int, grace);
    m_fixture->set(u"grace_seconds"_s, grace);
    const QUuid lead = assigned("sms");
    m_fixture->set(u"grace_seconds"_s, 0);
    m_fixture->start();
    auto other = m_fixture->another();
    if (grace > 0) {
        m_fixture->pass(std::chrono::seconds(grace - 2));
        const QUuid sentinel = assigned("sms"); // takes the second but last
        QVERIFY(becomes(sentinel, {u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
        QCOMPARE(m_fixture->messages(lead),
                 (QStringList{u"email plumber_found pending"_s, u"sms lead_assigned pending"_s}));
        m_fixture->stop();
        m_fixture->pass(1s);
    }
    QVERIFY(becomes(lead, {u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    QCOMPARE(m_fixture->sms.tries(), grace > 0 ? 2 : 1);
}

void TestOutbox::takenBackInTheGraceNobodyIsNotified_data()
{
    QTest::addColumn<int>("after");
    QTest::newRow("at once") << 0;
    QTest::newRow("in the last second") << 9;
}

void TestOutbox::takenBackInTheGraceNobodyIsNotified()
{
    QFETCH(int, after);
    m_fixture->set(u"grace_seconds"_s, 10);
    m_fixture->start();
    const QUuid lead = assigned("both");
    m_fixture->pass(std::chrono::seconds(after));
    m_fixture->unassign(lead);
    m_fixture->pass(1min);
    m_fixture->set(u"grace_seconds"_s, 0);
    const QUuid sentinel = assigned("sms");
    QVERIFY(becomes(sentinel, {u"email plumber_found sent"_s, u"sms lead_assigned sent"_s}));
    QCOMPARE(m_fixture->messages(lead), (QStringList{u"email lead_assigned skipped"_s, u"email plumber_found skipped"_s,
                                                     u"sms lead_assigned skipped"_s}));
    QCOMPARE(m_fixture->sms.tries() + m_fixture->email.tries(), 2);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
