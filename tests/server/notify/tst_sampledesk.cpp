#include "models/domain/notification.h"
#include "tests/server/notify/messagefixture.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

/// What the office sees of its messages, and tests of them, over the real store.
class TestSampleDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<MessageFixture>();
        m_fixture->options.samplesInterval = 20ms;
    }
    void cleanup()
    {
        QCOMPARE(m_fixture->email.complaint(), std::nullopt);
        QCOMPARE(m_fixture->sms.complaint(), std::nullopt);
        m_fixture.reset();
    }

    void showsEveryMessageAsItWouldBeSent()
    {
        start();
        const auto shown = samples();
        QVERIFY(shown.hasEmail && shown.hasSms);
        QStringList names;
        for (const MessagePreview &each : shown.previews) {
            names += each.templateName + u' ' + each.channel;
            QVERIFY2(!each.text.contains(u"{{"), qPrintable(each.text));
            QCOMPARE(each.html.isEmpty(), each.channel == u"sms");
            QCOMPARE(each.subject.isEmpty(), each.channel == u"sms");
        }
        QCOMPARE(names, (QStringList{u"lead_assigned email"_s, u"lead_assigned sms"_s, u"plumber_found email"_s,
                                     u"card_setup email"_s, u"payment_action email"_s}));
        QVERIFY(shown.previews[0].text.contains(u"https://office.example/l/sample"));
        QVERIFY(shown.previews[0].text.contains(u"(512) 555-0143"));
    }

    /// No contact before the acceptance: the sample follows the setting.
    void followsWhenTheOfficeCharges()
    {
        start();
        m_fixture->set(u"charge_when"_s, "accepted");
        QTRY_VERIFY(!samples().previews[0].text.contains(u"(512) 555-0143"));
    }

    void aNewVersionsSamplesReplaceOldOnes()
    {
        start();
        m_fixture->stop();
        m_fixture->set(u"message_samples"_s, MessageSamples().toJson());
        m_fixture->start();
        QTRY_COMPARE(samples().previews.size(), 5);
    }

    void sendsOneOnce_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QString>("recipient");
        QTest::newRow("e-mail") << u"email"_s << u"ada@office.example"_s;
        QTest::newRow("text message") << u"sms"_s << u"+15125550177"_s;
    }
    void sendsOneOnce()
    {
        QFETCH(QString, channel);
        QFETCH(QString, recipient);
        m_fixture->passTo(QTime(23, 30)); // whoever asks is awake
        start();
        ask(channel, recipient);
        QTRY_COMPARE(told().state, MessageTestState::Sent);
        const MessageStandIn &provider = channel == u"sms" ? static_cast<MessageStandIn &>(m_fixture->sms)
                                                           : static_cast<MessageStandIn &>(m_fixture->email);
        QCOMPARE(provider.tries(), 1);
        QCOMPARE(provider.taken()[0].to, recipient.toStdString());
        const auto shown = samples().previews;
        QCOMPARE(QString::fromStdString(provider.taken()[0].text).trimmed(),
                 (channel == u"sms" ? shown[1] : shown[0]).text.trimmed());
        QCOMPARE(told().ask, m_ask);
        QVERIFY(told().recipient.isEmpty());
    }

    /// Both look at the same moment, and both find the wish.
    void twoServersSendItOnce()
    {
        start();
        m_fixture->stop();
        ask(u"email"_s, u"ada@office.example"_s);
        m_fixture->start();
        const auto other = m_fixture->another();
        QTRY_COMPARE(told().state, MessageTestState::Sent);
        ask(u"email"_s, u"ada@office.example"_s);
        QTRY_COMPARE(told().state, MessageTestState::Sent);
        QCOMPARE(m_fixture->email.tries(), 2);
    }

    void saysWhyATestWasNotSent_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no e-mail") << u"email"_s << u"no key"_s << QString(kNoEmailService);
        QTest::newRow("no text messages") << u"sms"_s << u"no key"_s << QString(kNoTextService);
        QTest::newRow("refused") << u"email"_s << u"refused"_s
                                 << u"The e-mail service rejected this address or message."_s;
        QTest::newRow("answered STOP") << u"sms"_s << u"stop"_s << QString(kAnsweredStop);
        QTest::newRow("Twilio knows of STOP") << u"sms"_s << u"opted out"_s << QString(kAnsweredStop);
    }
    void saysWhyATestWasNotSent()
    {
        QFETCH(QString, channel);
        QFETCH(QString, trouble);
        if (trouble == u"no key")
            m_fixture->options.emailKey = m_fixture->options.smsKey = {};
        if (trouble == u"refused")
            m_fixture->email.trouble(MessageTrouble::Refused);
        if (trouble == u"opted out")
            m_fixture->sms.trouble(MessageTrouble::OptedOut);
        start();
        if (trouble == u"stop") {
            QCOMPARE(m_fixture->answers("STOP", "+15125550177", "SM1").status, 200);
            QTRY_COMPARE(m_fixture->rows("opt_outs").size(), 1u);
        }
        QCOMPARE(samples().hasEmail, trouble != u"no key");
        ask(channel, channel == u"sms" ? u"+15125550177"_s : u"ada@office.example"_s);
        QTRY_COMPARE(told().state, MessageTestState::NotSent);
        QTEST(told().reason, "reason");
        QVERIFY(m_fixture->email.taken().empty() && m_fixture->sms.taken().empty());
    }

    void goesOnAfterATest()
    {
        start();
        for (std::size_t sent = 1; sent <= 2; ++sent) {
            ask(u"email"_s, u"ada@office.example"_s);
            QTRY_COMPARE(told().state, MessageTestState::Sent);
            QCOMPARE(m_fixture->email.taken().size(), sent);
        }
    }

private:
    void start()
    {
        m_fixture->start();
        QTRY_COMPARE(samples().previews.size(), 5);
        QTRY_COMPARE(m_fixture->rows("settings?key=eq.message_test").size(), 1u);
    }
    json valueOf(QLatin1StringView key)
    {
        const json rows = m_fixture->rows("settings?key=eq." + QByteArray(key.data(), key.size()));
        return rows.size() == 1 ? rows[0]["value"] : json();
    }
    MessageSamples samples() { return MessageSamples::fromJson(valueOf(MessageSamples::kKey)).valueOr({}); }
    MessageTest told() { return MessageTest::fromJson(valueOf(MessageTest::kKey)).valueOr({}); }
    void ask(const QString &channel, const QString &recipient)
    {
        m_ask = QUuid::createUuid();
        m_fixture->set(
            MessageTest::kKey,
            MessageTest{MessageTestState::Asked, m_ask, u"lead_assigned"_s, channel, recipient, {}}.toJson());
    }

    std::unique_ptr<MessageFixture> m_fixture;
    QUuid m_ask;
};

QTEST_GUILESS_MAIN(TestSampleDesk)
#include "tst_sampledesk.moc"
