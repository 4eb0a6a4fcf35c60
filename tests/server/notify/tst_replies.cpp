#include "tests/server/notify/messagefixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using json = MessageFixture::json;

/// What people answer to text messages, from Twilio's call to the row that the office looks at.
class TestReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<MessageFixture>();
        m_fixture->start();
    }
    void cleanup() { m_fixture.reset(); }
    void areKeptWithTheirSender();
    void areKeptOnceOverAnOutage();
    void stopAndStartTogether();
    void areNeverSent();

private:
    json reply(const char *body)
    {
        const json rows =
            m_fixture->rows("notifications?template=eq.reply&body=eq." + QByteArray(body).toPercentEncoding());
        return rows.is_array() && rows.size() == 1 ? rows.at(0) : json();
    }
    qsizetype count() { return qsizetype(m_fixture->rows("notifications?template=eq.reply").size()); }

    std::unique_ptr<MessageFixture> m_fixture;
};

void TestReplies::areKeptWithTheirSender()
{
    const QUuid plumber = m_fixture->addPlumber();
    const QUuid lead = m_fixture->addLead();
    const std::string number = m_fixture->rows("plumbers").at(0)["phone_number"];
    QCOMPARE(m_fixture->answers("On+my+way", number, "SM1").status, 200);
    QCOMPARE(m_fixture->answers("Thank+you", "+15125550143", "SM2").status, 200);
    QCOMPARE(m_fixture->answers("Who+is+this%3F", "+15125550199", "SM3").status, 200);
    QCOMPARE(m_fixture->answers("stop+texting+me", number, "SM4").status, 200);
    QCOMPARE(m_fixture->answers("Yes", "+15125550143", "SM5").status, 200);
    QTRY_COMPARE(count(), 5);
    QVERIFY(reply("On my way")["plumber_id"] == toJson(plumber) && reply("On my way")["lead_id"].is_null());
    QVERIFY(reply("Thank you")["lead_id"] == toJson(lead) && reply("Thank you")["plumber_id"].is_null());
    QVERIFY(reply("Who is this?")["lead_id"].is_null() && reply("Who is this?")["plumber_id"].is_null());
    QVERIFY(reply("Who is this?")["recipient"] == "+15125550199");
    for (const char *unseen : {"On my way", "Thank you", "Who is this?", "stop texting me"})
        QVERIFY2(reply(unseen)["seen"] == false, unseen);
    QVERIFY(reply("Yes")["seen"] == true);
    QVERIFY(m_fixture->rows("opt_outs?select=phone_number") == json({{{"phone_number", number}}}));
}

void TestReplies::areKeptOnceOverAnOutage()
{
    m_fixture->store().isAway = true;
    for (const char *word : {"One", "Two", "One"})
        QCOMPARE(m_fixture->answers(word, "+15125550199", QByteArray("SM") + word).status, 200);
    m_fixture->stop();
    m_fixture->store().isAway = false;
    m_fixture->start();
    QTRY_COMPARE(count(), 2);
    // A second server that got the same call, before it was known that the first did.
    QCOMPARE(m_fixture->answers("One", "+15125550199", "SMOne").status, 200);
    QCOMPARE(m_fixture->answers("Three", "+15125550199", "SMThree").status, 200);
    QTRY_COMPARE(count(), 3);
}

/// In one batch.
void TestReplies::stopAndStartTogether()
{
    QCOMPARE(m_fixture->answers("STOP", "+15125550198", "SM1").status, 200);
    QTRY_COMPARE(m_fixture->rows("opt_outs").size(), 1u);
    m_fixture->store().isAway = true;
    QCOMPARE(m_fixture->answers("STOP", "+15125550199", "SM2").status, 200);
    QCOMPARE(m_fixture->answers("START", "+15125550198", "SM3").status, 200);
    m_fixture->store().isAway = false;
    QTRY_VERIFY(m_fixture->rows("opt_outs?select=phone_number") == json({{{"phone_number", "+15125550199"}}}));
    QTRY_COMPARE(count(), 3);
}

void TestReplies::areNeverSent()
{
    QCOMPARE(m_fixture->answers("Hello", "+15125550199", "SM1").status, 200);
    QTRY_COMPARE(count(), 1);
    m_fixture->pass(std::chrono::hours(1));
    m_fixture->addPlumber("sms");
    const QUuid lead = m_fixture->addLead();
    m_fixture->assign(lead, QUuid::fromString(QString::fromStdString(m_fixture->rows("plumbers").at(0)["id"])));
    QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
    QCOMPARE(m_fixture->sms.tries(), 1);
    QVERIFY(reply("Hello")["status"] == "sent" && reply("Hello")["version"] == 1);
}

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
