#include "models/base/jsonreader.h"
#include "server/notify/reply.h"
#include "server/notify/twiliosignature.h"
#include "server/notify/twiliowebhook.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::notify;

class TestTwilioWebhook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void signsAsTwilioDoes();
    void recognizesStopStartAndHelp_data();
    void recognizesStopStartAndHelp();
    void takesTheAddressWithAndWithoutItsPort_data();
    void takesTheAddressWithAndWithoutItsPort();
    void savesStopStartAndHelp_data();
    void savesStopStartAndHelp();
    void savesAnyReply();
    void ignoresIncompleteCalls();
    void answersHelp();
    void refusesForgedCalls();
    void savesARepeatOnce();

private:
    http::Response call(const QByteArray &body, const QByteArray &signature = {});
    QList<journal::Entry> kept();

    QTemporaryDir m_dir;
    int m_count = 0;
    std::unique_ptr<journal::Journal> m_journal;
    metrics::Registry m_metrics;
};

namespace {

const QByteArray kToken("12345");
const QByteArray kUrl("https://office.example/webhooks/twilio");

} // namespace

void TestTwilioWebhook::init()
{
    m_journal.reset();
    auto opened = journal::Journal::open({m_dir.filePath(QString::number(++m_count))});
    QVERIFY(opened.ok());
    m_journal = std::move(*opened);
}

http::Response TestTwilioWebhook::call(const QByteArray &body, const QByteArray &signature)
{
    TwilioWebhook webhook(*m_journal, m_metrics,
                          {kToken, QString::fromLatin1(kUrl), QStringLiteral("office@kit.example")});
    webhook.nameOffice([] { return OfficeIdentity{QStringLiteral("Kit & Sons"), {}, {}, {}}; });
    const QByteArray signs = signature.isNull() ? twilioSignature(kToken, kUrl, shared::rawFields(body)) : signature;
    const auto answer = webhook.handle({"POST", "/webhooks/twilio", {}, {{"X-Twilio-Signature", signs}}, body, {}});
    return QTest::qWaitFor([&answer] { return answer.isFinished(); }) ? answer.result() : http::Response{0};
}

QList<journal::Entry> TestTwilioWebhook::kept()
{
    const auto entries = m_journal->waiting(100, kTwilioKind);
    return QTest::qWaitFor([&entries] { return entries.isFinished(); }) ? entries.result().valueOr({})
                                                                        : QList<journal::Entry>();
}

/// Twilio's own example, from its documentation of requests' security.
void TestTwilioWebhook::signsAsTwilioDoes()
{
    const shared::FormFields fields{{"Digits", "1234"},
                                    {"To", "+18005551212"},
                                    {"From", "+14158675310"},
                                    {"Caller", "+14158675310"},
                                    {"CallSid", "CA1234567890ABCDE"}};
    const QByteArray url("https://mycompany.com/myapp.php?foo=1&bar=2");
    const QByteArray signature("GvWf1cFY/Q7PnoempGyD5oXAezc=");
    QCOMPARE(twilioSignature("12345", url, fields), signature);
    QVERIFY(isTwilioSignature(signature, "12345", url, fields));
    QVERIFY(isTwilioSignature(signature, "12345", "https://mycompany.com:443/myapp.php?foo=1&bar=2", fields));
    QVERIFY(!isTwilioSignature(signature, "12345", "https://mycompany.com/myapp.php?foo=1", fields));
}

void TestTwilioWebhook::takesTheAddressWithAndWithoutItsPort_data()
{
    QTest::addColumn<QByteArray>("configured");
    QTest::addColumn<QByteArray>("called");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const char *name, const char *configured, const char *called, bool isTaken) {
        QTest::newRow(name) << QByteArray(configured) << QByteArray(called) << isTaken;
    };
    row("neither names a port", "https://o.example/w", "https://o.example/w", true);
    row("Twilio adds https's port", "https://o.example/w", "https://o.example:443/w", true);
    row("Twilio adds http's port", "http://o.example/w", "http://o.example:80/w", true);
    row("Twilio leaves https's port out", "https://o.example:443/w", "https://o.example/w", true);
    row("Twilio leaves another port out", "https://o.example:8443/w", "https://o.example/w", true);
    row("both name a port", "https://o.example:8443/w", "https://o.example:8443/w", true);
    row("with a question", "https://o.example/w?a=1:2", "https://o.example:443/w?a=1:2", true);
    row("IPv6 without a port", "https://[::1]/w", "https://[::1]:443/w", true);
    row("IPv6 with a port", "https://[::1]:443/w", "https://[::1]/w", true);
    row("another port", "https://o.example/w", "https://o.example:8443/w", false);
    row("the other scheme's port", "https://o.example/w", "https://o.example:80/w", false);
    row("another host", "https://o.example/w", "https://p.example/w", false);
    row("another scheme", "https://o.example/w", "http://o.example/w", false);
    row("another path", "https://o.example/w", "https://o.example/x", false);
}

void TestTwilioWebhook::takesTheAddressWithAndWithoutItsPort()
{
    QFETCH(QByteArray, configured);
    QFETCH(QByteArray, called);
    const shared::FormFields fields = shared::rawFields("MessageSid=SM1&Body=STOP");
    QTEST(isTwilioSignature(twilioSignature(kToken, called, fields), kToken, configured, fields), "isTaken");
}

void TestTwilioWebhook::savesStopStartAndHelp_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("wish");
    QTest::newRow("STOP") << QByteArray("Body=STOP") << QStringLiteral("stop");
    QTest::newRow("in small letters, with blanks") << QByteArray("Body=+stop%0A") << QStringLiteral("stop");
    QTest::newRow("UNSUBSCRIBE") << QByteArray("Body=Unsubscribe") << QStringLiteral("stop");
    QTest::newRow("Twilio says so") << QByteArray("Body=arret&OptOutType=STOP") << QStringLiteral("stop");
    QTest::newRow("START") << QByteArray("Body=START") << QStringLiteral("start");
    QTest::newRow("a sentence") << QByteArray("Body=Please+stop+texting+me") << QStringLiteral("stop");
    QTest::newRow("an answer") << QByteArray("Body=Yes,+I+take+it") << QStringLiteral("reply");
    QTest::newRow("a picture alone") << QByteArray("NumMedia=1") << QStringLiteral("reply");
}

void TestTwilioWebhook::savesStopStartAndHelp()
{
    QFETCH(QByteArray, more);
    QFETCH(QString, wish);
    const auto answer = call("MessageSid=SM1&From=%2B15125550143&" + more);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("<Response/>"));
    const auto entries = kept();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].key, QByteArray("SM1"));
    const auto event = parseJson(entries[0].payload, {});
    QCOMPARE(QString::fromStdString((*event)["wish"]), wish);
    QVERIFY((*event)["from"] == "+15125550143");
}

void TestTwilioWebhook::savesAnyReply()
{
    QCOMPARE(call("MessageSid=SM1&From=%2B15125550143&Body=%20Zo%C3%AB%E2%80%8B:+%3Cb%3E%00%0Aok%FF&NumMedia=2").status,
             200);
    const auto event = parseJson(kept().at(0).payload, {});
    QCOMPARE(QString::fromStdString((*event)["text"]),
             QString::fromUtf8("Zoë: <b> \nok\uFFFD\n[2 files attached; see Twilio]"));
    QVERIFY((*event)["seen"] == false);
    QCOMPARE(call("MessageSid=SM2&From=%2B15125550143&Body=" + QByteArray(5000, 'x')).status, 200);
    QCOMPARE(int(parseJson(kept().at(1).payload, {})->at("text").get<std::string>().size()), 1600);
}

void TestTwilioWebhook::answersHelp()
{
    const QByteArray from("&From=%2B15125550143&Body=");
    QCOMPARE(
        call("MessageSid=SM1" + from + "Help!").body,
        QByteArray("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>Kit &amp; Sons: texts about leads for "
                   "plumbers. Questions? E-mail office@kit.example. Reply STOP to end.</Message></Response>"));
    // Twilio has answered by itself.
    QVERIFY(call("MessageSid=SM2&OptOutType=HELP" + from + "HELP").body.contains("<Response/>"));
    QVERIFY(call("MessageSid=SM3" + from + "help+me+with+the+sink").body.contains("<Response/>"));
    const auto entries = kept();
    QCOMPARE(entries.size(), 3);
    QVERIFY((*parseJson(entries[0].payload, {}))["seen"] == true);
    QVERIFY((*parseJson(entries[2].payload, {}))["seen"] == false);
}

void TestTwilioWebhook::recognizesStopStartAndHelp_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Wish>("wish");
    const auto rows = [](Wish wish, std::initializer_list<const char *> texts) {
        for (const char *text : texts)
            QTest::newRow(text) << QString::fromUtf8(text) << wish;
    };
    rows(Wish::Stop, {"STOP",
                      "stop.",
                      "STOP!",
                      "“Stop”",
                      "Stop please",
                      "please stop",
                      "stop texting me",
                      "Opt out",
                      "opt-out",
                      "OPT–OUT",
                      "OptOut",
                      "No más",
                      "NO MAS!",
                      "no más por favor",
                      "unsubscribe me",
                      "Cancel",
                      "END",
                      "quit it",
                      "revoke",
                      "STOPALL",
                      "S\u200BTOP",
                      "remove me",
                      "do not text me",
                      "don’t text me",
                      "Please stop by tomorrow"});
    rows(Wish::Start, {"START", "yes", "Yes!", "unstop", "yes please"});
    rows(Wish::Help, {"HELP", "help?", "info", "Ayuda"});
    rows(Wish::None,
         {"Yes, I take it", "on my way", "", "???", "stopped by", "backend", "help me", "sí", "starting at 9"});
}

void TestTwilioWebhook::recognizesStopStartAndHelp()
{
    QFETCH(QString, text);
    QTEST(wishOf(text), "wish");
}

void TestTwilioWebhook::ignoresIncompleteCalls()
{
    QCOMPARE(call("MessageSid=SM1&Body=STOP").status, 200);
    QCOMPARE(call("From=%2B15125550143&Body=STOP").status, 200);
    QCOMPARE(kept().size(), 0);
}

void TestTwilioWebhook::refusesForgedCalls()
{
    const QByteArray body("MessageSid=SM1&From=%2B15125550143&Body=STOP");
    const QByteArray right = twilioSignature(kToken, kUrl, shared::rawFields(body));
    QCOMPARE(call(body, "").status, 403);
    QCOMPARE(call(body, twilioSignature("other", kUrl, shared::rawFields(body))).status, 403);
    QCOMPARE(
        call(body, twilioSignature(kToken, "https://evil.example/webhooks/twilio", shared::rawFields(body))).status,
        403);
    QCOMPARE(call(body + "&More=1", right).status, 403);
    QCOMPARE(kept().size(), 0);
    QCOMPARE(call(body, right).status, 200);
    QCOMPARE(kept().size(), 1);
}

void TestTwilioWebhook::savesARepeatOnce()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(call("MessageSid=SM1&From=%2B15125550143&Body=STOP").status, 200);
    QCOMPARE(kept().size(), 1);
}

QTEST_GUILESS_MAIN(TestTwilioWebhook)
#include "tst_twiliowebhook.moc"
