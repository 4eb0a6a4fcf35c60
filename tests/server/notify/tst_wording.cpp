#include "models/domain/smstext.h"
#include "models/wording/wording.h"
#include "server/notify/linkpages.h"
#include "server/notify/verdict.h"

#include <QTest>

using namespace pl;
using namespace pl::notify;
using namespace pl::wording;
using namespace Qt::StringLiterals;

/// Every template with people whose names are attacks.
class TestWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapesInEveryTemplate_data();
    void escapesInEveryTemplate();
    void hidesTheContactUntilAccepted();
    void textMessagesArePlainAndWhole();
    void sectionsFollowTheirValue();
    void pagesLoadAndRunNothing();
    void saysWhatIsUnknown();
    void givesTheExtensionAndSaysWhichNumberIsNone();
    void givesTheAddressOnceTheLeadIsAccepted();
    void tellsATestFromALead();
    void writesToNobodyWithoutAnAddress();
    void saysTheLinksEndByThePlumbersClock_data();
    void saysTheLinksEndByThePlumbersClock();
};

namespace {

const LinkPages kPages;
const QString kHostile = u"<script>alert('x')</script>\"'&\r\nBcc: all@evil.example\u202Egnp.exe {{link}}"_s;

Facts hostileFacts(bool accepted)
{
    Facts facts;
    Lead lead;
    lead.firstName = kHostile;
    lead.lastName = kHostile;
    lead.email = kHostile;
    lead.phoneNumber = u"+15125550143"_s;
    lead.serviceNeeded = kHostile;
    lead.description = kHostile;
    lead.zipCode = kHostile;
    if (accepted)
        lead.acceptedAt = Timestamp{1};
    Plumber plumber;
    plumber.firstName = kHostile;
    plumber.lastName = kHostile;
    plumber.phoneNumber = u"+15125550100"_s;
    facts.lead = lead;
    facts.plumber = plumber;
    facts.chargesWhenAccepted = true;
    facts.link = u"https://office.example/l/abc"_s;
    facts.linkExpires = *Timestamp::parse(u"2026-11-30T12:00:00Z");
    return facts;
}

Facts knownFacts()
{
    Facts facts = hostileFacts(false);
    facts.chargesWhenAccepted = false;
    facts.lead->firstName = u"Maria"_s;
    facts.lead->lastName = u"Gonzalez"_s;
    facts.lead->email = u"maria@home.example"_s;
    facts.lead->serviceNeeded = u"Drain Cleaning"_s;
    facts.plumber->firstName = u"Piper"_s;
    facts.plumber->lastName = u"Pine"_s;
    return facts;
}

void checkPlain(const QString &text)
{
    QVERIFY(!text.isEmpty());
    QVERIFY(!text.contains(u'\r'));
    QVERIFY(!text.contains(QChar(0x202E)));
    QVERIFY(!text.contains(u"\nBcc"));
}

void checkHtml(const QString &html)
{
    QVERIFY(!html.contains(u"<script"));
    QVERIFY(!html.contains(u"alert('"));
    QVERIFY(!html.contains(u"\"'&"));
    QVERIFY(html.contains(u"<html lang=\"en\">"));
}

} // namespace

void TestWording::escapesInEveryTemplate_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("channel");
    for (const char *name : {"lead_assigned", "plumber_found", "card_setup", "payment_action"})
        QTest::addRow("%s by e-mail", name) << QString::fromLatin1(name) << u"email"_s;
    QTest::addRow("lead_assigned by text") << u"lead_assigned"_s << u"sms"_s;
}

void TestWording::escapesInEveryTemplate()
{
    QFETCH(QString, name);
    QFETCH(QString, channel);
    QVERIFY(hasTemplate(name, channel));
    for (const bool accepted : {false, true}) {
        const MessageText message = wordingOf(name, channel, hostileFacts(accepted));
        checkPlain(message.text);
        // What a name says is never read as a template.
        QCOMPARE(message.text.count(u"{{"), message.text.count(u"{{link}}"));
        if (channel == u"sms") {
            QVERIFY(message.text.contains(u"https://office.example/l/abc"));
            QVERIFY(message.text.size() < 300);
            continue;
        }
        checkPlain(message.subject);
        QVERIFY(!message.subject.contains(u'\n'));
        checkHtml(message.html);
        if (name != u"plumber_found") {
            QVERIFY(message.text.contains(u"https://office.example/l/abc"));
            QVERIFY(message.html.contains(u"href=\"https://office.example/l/abc\""));
        }
    }
}

void TestWording::hidesTheContactUntilAccepted()
{
    Facts facts = hostileFacts(false);
    facts.lead->firstName = u"Maria"_s;
    facts.lead->lastName = u"Gonzalez"_s;
    facts.lead->email = u"maria@home.example"_s;
    facts.lead->description = u"Call 512-555-0143"_s;
    const auto shows = [&facts](const char *channel) {
        const MessageText message = wordingOf(u"lead_assigned"_s, QString::fromLatin1(channel), facts);
        const QString all = message.subject + message.text + message.html;
        return all.contains(u"Gonzalez") || all.contains(u"555-0143") || all.contains(u"5550143") ||
               all.contains(u"maria@");
    };
    QVERIFY(!shows("email"));
    QVERIFY(!shows("sms"));
    const QByteArray page = kPages.openPage({LinkState::Kind::Open, facts}, "token").body;
    QVERIFY(!page.contains("Gonzalez") && !page.contains("555-0143") && !page.contains("maria@"));
    facts.chargesWhenAccepted = false;
    QVERIFY(shows("email"));
}

void TestWording::textMessagesArePlainAndWhole()
{
    Facts facts = hostileFacts(false);
    const auto text = [&facts](const QString &service) {
        facts.lead->zipCode = u"78701"_s;
        facts.lead->serviceNeeded = service;
        return wordingOf(u"lead_assigned"_s, u"sms"_s, facts).text;
    };
    const QString plain = text(u"Kit’s “sink” – repair"_s);
    QVERIFY(plain.startsWith(u"New lead: Kit's \"sink\" - repair, within a week, ZIP 78701."));
    QVERIFY(isGsmText(plain));
    // A name that needs more gets it.
    QVERIFY(text(u"Sửa ống nước"_s).startsWith(u"New lead: Sửa ống nước, "));
    const QString smile = QString::fromUtf8("😀");
    QVERIFY(text(u'x' + smile.repeated(60)).startsWith(u"New lead: x"_s + smile.repeated(59) + u", "_s));
    QVERIFY(text(u"e\u0301"_s.repeated(61)).startsWith(u"New lead: "_s + u"e\u0301"_s.repeated(60) + u", "_s));
}

void TestWording::sectionsFollowTheirValue()
{
    const TextTemplate text(u"a{{#b}}[{{b}}{{#c}}+{{c}}{{/c}}]{{/b}}{{^b}}none{{/b}}z"_s, TextTemplate::Kind::Plain);
    QCOMPARE(text.render({}), u"anonez"_s);
    QCOMPARE(text.render({{u"b"_s, u"1"_s}}), u"a[1]z"_s);
    QCOMPARE(text.render({{u"b"_s, u"1"_s}, {u"c"_s, u"{{b}}"_s}}), u"a[1+{{b}}]z"_s);
    const TextTemplate html(u"<a title=\"{{b}}\">"_s, TextTemplate::Kind::Html);
    QCOMPARE(html.render({{u"b"_s, u"\"><'&"_s}}), u"<a title=\"&quot;&gt;&lt;&#39;&amp;\">"_s);
}

void TestWording::pagesLoadAndRunNothing()
{
    const LinkState state{LinkState::Kind::Accepted, hostileFacts(true)};
    const http::Response pages[] = {kPages.openPage(state, "token"),
                                    kPages.openPage(state, "token", u"Please choose a reason."_s),
                                    kPages.answeredPage(state, Answer::Accept),
                                    kPages.answeredPage({LinkState::Kind::Declined, {}}, Answer::Decline),
                                    kPages.usedPage(state),
                                    kPages.usedPage({LinkState::Kind::Withdrawn, {}}),
                                    kPages.usedPage({LinkState::Kind::Closed, {}}),
                                    kPages.usedPage({LinkState::Kind::Open, {}}),
                                    kPages.expiredPage(),
                                    kPages.savedPage(),
                                    kPages.unknownPage(),
                                    kPages.unavailablePage()};
    for (const http::Response &page : pages) {
        checkHtml(QString::fromUtf8(page.body));
        QVERIFY(!page.body.contains("src="));
        QVERIFY(page.header("Content-Security-Policy").startsWith("default-src 'none'; style-src 'sha256-"));
        QVERIFY(page.header("Content-Security-Policy").contains("frame-ancestors 'none'"));
        QCOMPARE(page.header("Cache-Control"), QByteArray("no-store"));
        QCOMPARE(page.header("Referrer-Policy"), QByteArray("no-referrer"));
    }
    QCOMPARE(pages[0].status, 200);
    QCOMPARE(pages[1].status, 422);
    QCOMPARE(pages[2].status, 200);
    QCOMPARE(pages[4].status, 410);
    QCOMPARE(pages[8].status, 410);
    // Each choice has its words, and each is one that is known.
    const QString open = QString::fromUtf8(pages[0].body);
    for (const QLatin1StringView reason : kEnumNames<DeclineReason>)
        QVERIFY(open.contains(u"value=\"%1\""_s.arg(reason)));
    QCOMPARE(open.count(u"type=\"radio\""), int(kEnumNames<DeclineReason>.size()));
}

void TestWording::saysWhatIsUnknown()
{
    Facts facts = knownFacts();
    facts.lead->phoneNumber.clear();
    facts.lead->serviceNeeded.clear();
    facts.lead->zipCode.reset();
    facts.lead->firstName.clear();
    facts.lead->lastName.clear();
    const MessageText mail = wordingOf(u"lead_assigned"_s, u"email"_s, facts);
    QCOMPARE(mail.subject, u"New lead: within a week"_s);
    for (const auto &line : {u"Service: not known yet\n"_s, u"Customer: name unknown\n"_s,
                             u"Phone: no phone number\n"_s, u"E-mail: maria@home.example\n"_s})
        QVERIFY2(mail.text.contains(line), qPrintable(mail.text));
    QCOMPARE(wordingOf(u"lead_assigned"_s, u"sms"_s, facts).text,
             u"New lead: within a week. Accept or decline: https://office.example/l/abc Reply STOP to end."_s);
    const QString found = wordingOf(u"plumber_found"_s, u"email"_s, facts).text;
    QVERIFY(found.contains(u"Hello,\n") && found.contains(u"Piper Pine will contact you. You're welcome"));
    facts.lead->acceptedAt = Timestamp{1};
    const QString page =
        QString::fromUtf8(kPages.answeredPage({LinkState::Kind::Accepted, facts}, Answer::Accept).body);
    QVERIFY(page.contains(u"Please contact the customer soon.") && page.contains(u"<dd>no phone number</dd>"));
    QVERIFY(!page.contains(u"tel:"));
    facts.lead->phoneNumber = u"+15125550143"_s;
    facts.lead->email.clear();
    QVERIFY(wordingOf(u"lead_assigned"_s, u"email"_s, facts).text.contains(u"E-mail: no e-mail address\n"));
    facts.chargesWhenAccepted = true;
    facts.lead->acceptedAt.reset();
    QVERIFY(kPages.openPage({LinkState::Kind::Open, facts}, "token")
                .body.contains("name and phone number once you accept"));
    facts.lead->phoneNumber.clear();
    QVERIFY(kPages.openPage({LinkState::Kind::Open, facts}, "token")
                .body.contains("name and contact details once you accept"));
}

void TestWording::givesTheExtensionAndSaysWhichNumberIsNone()
{
    Facts facts = knownFacts();
    facts.lead->acceptedAt = Timestamp{1};
    facts.lead->phoneExtension = u"12"_s;
    const auto page = [&facts] { return QString::fromUtf8(kPages.usedPage({LinkState::Kind::Accepted, facts}).body); };
    QVERIFY(wordingOf(u"lead_assigned"_s, u"email"_s, facts).text.contains(u"Phone: (512) 555-0143, extension 12\n"));
    QVERIFY(page().contains(u"<a href=\"tel:+15125550143;ext=12\">(512) 555-0143, extension 12</a>"));
    facts.lead->phoneExtension = u"ask for \"Rosa\""_s;
    QVERIFY(page().contains(u"<a href=\"tel:+15125550143\">(512) 555-0143, extension ask for &quot;Rosa&quot;</a>"));
    facts.lead->phoneExtension.reset();
    facts.lead->phoneNumber = u"+10000000000"_s;
    facts.lead->hasRealPhone = false;
    QVERIFY(page().contains(u" (not a real number)</dd>") && !page().contains(u"tel:"));
}

void TestWording::givesTheAddressOnceTheLeadIsAccepted()
{
    Facts facts = knownFacts();
    facts.lead->street = u"12 <b>Main</b> St"_s;
    facts.lead->city = u"Austin"_s;
    facts.lead->state = u"TX"_s;
    const auto shown = [&facts](const LinkState &state) {
        return QString::fromUtf8(
            (state.kind == LinkState::Kind::Open ? kPages.openPage(state, "token") : kPages.usedPage(state)).body);
    };
    QVERIFY(facts.showsContact());
    QVERIFY(!shown({LinkState::Kind::Open, facts}).contains(u"Austin"));
    QVERIFY(!wordingOf(u"lead_assigned"_s, u"email"_s, facts).text.contains(u"Austin"));
    facts.lead->acceptedAt = Timestamp{1};
    QVERIFY(shown({LinkState::Kind::Accepted, facts}).contains(u"<dd>12 &lt;b&gt;Main&lt;/b&gt; St, Austin, TX</dd>"));
    QVERIFY(
        wordingOf(u"lead_assigned"_s, u"email"_s, facts).text.contains(u"Address: 12 <b>Main</b> St, Austin, TX\n"));
    facts.lead->street = u"see www.evil.example"_s;
    QVERIFY(shown({LinkState::Kind::Accepted, facts}).contains(u"<dd>Austin, TX</dd>"));
}

void TestWording::tellsATestFromALead()
{
    Facts facts = knownFacts();
    QVERIFY(!kPages.openPage({LinkState::Kind::Open, facts}, "token").body.contains("This is a test"));
    facts.lead->isTest = true;
    QVERIFY(kPages.openPage({LinkState::Kind::Open, facts}, "token").body.contains("This is a test"));
    const MessageText mail = wordingOf(u"lead_assigned"_s, u"email"_s, facts);
    QVERIFY(mail.subject.startsWith(u"Test: New lead: Drain Cleaning, ") && mail.html.contains(u"This is a test"));
    QVERIFY(wordingOf(u"lead_assigned"_s, u"sms"_s, facts).text.startsWith(u"Test: New lead: "));
}

void TestWording::writesToNobodyWithoutAnAddress()
{
    Facts facts = knownFacts();
    facts.lead->status = LeadStatus::Assigned;
    facts.lead->assignedPlumberId = QUuid::createUuid();
    Notification row;
    row.templateName = u"plumber_found"_s;
    row.channel = u"email"_s;
    row.leadId = QUuid::createUuid();
    row.plumberId = facts.lead->assignedPlumberId;
    row.createdAt = Timestamp::now();
    const auto reason = [&] {
        const Verdict verdict = verdictOn(row, facts, row.createdAt);
        const auto *skip = std::get_if<SkipIt>(&verdict);
        return skip ? skip->reason : QString();
    };
    QCOMPARE(reason(), u"not sent: the customer has no e-mail address"_s);
    row.recipient = facts.lead->email;
    QCOMPARE(reason(), QString());
    facts.lead->email.clear(); // the office has taken it out
    QCOMPARE(reason(), u"not sent: the customer has no e-mail address"_s);
}

void TestWording::saysTheLinksEndByThePlumbersClock_data()
{
    QTest::addColumn<QString>("zip");
    QTest::addColumn<QString>("until");
    QTest::newRow("Texas") << u"78701"_s << u"Sunday, November 29 at 8:30 PM CST"_s;
    QTest::newRow("New York") << u"10001"_s << u"Sunday, November 29 at 9:30 PM EST"_s;
    QTest::newRow("Arizona") << u"85001"_s << u"Sunday, November 29 at 7:30 PM MST"_s;
    QTest::newRow("Hawaii") << u"96801"_s << u"Sunday, November 29 at 4:30 PM HST"_s;
}

void TestWording::saysTheLinksEndByThePlumbersClock()
{
    QFETCH(QString, zip);
    QFETCH(QString, until);
    Facts facts = hostileFacts(false);
    facts.plumber->zipCode = zip;
    facts.linkExpires = *Timestamp::parse(u"2026-11-30T02:30:00Z");
    const MessageText message = wordingOf(u"lead_assigned"_s, u"email"_s, facts);
    QVERIFY2(message.text.contains(u"works until %1."_s.arg(until)), qPrintable(message.text));
    QVERIFY(message.html.contains(u"works until %1."_s.arg(until)));
}

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
