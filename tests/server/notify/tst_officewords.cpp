#include "models/replica/templatebook.h"
#include "models/wording/sampleoffice.h"
#include "tests/server/notify/messagefixture.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;
using wording::OfficeWords;
using wording::TemplateKey;
using wording::TemplateText;

/// The office's own words from the window's book to the providers, over the real store.
class TestOfficeWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<MessageFixture>();
        m_fixture->options.samplesInterval = 20ms;
        m_fixture->options.wordsInterval = 0ms;
        m_book = std::make_unique<replica::TemplateBook>(m_fixture->rest());
        load();
    }
    void cleanup()
    {
        QCOMPARE(m_fixture->email.complaint(), std::nullopt);
        QCOMPARE(m_fixture->sms.complaint(), std::nullopt);
        m_book.reset();
        m_fixture.reset();
    }

    void thePreviewIsWhatTheProviderGets_data()
    {
        QTest::addColumn<bool>("isEdited");
        QTest::addColumn<QString>("language");
        QTest::newRow("originals") << false << u"en"_s;
        QTest::newRow("originals, a Spanish customer") << false << u"es"_s;
        QTest::newRow("edited") << true << u"en"_s;
        QTest::newRow("edited, a Spanish customer") << true << u"es"_s;
    }
    void thePreviewIsWhatTheProviderGets()
    {
        QFETCH(bool, isEdited);
        QFETCH(QString, language);
        saveOffice({u"Kit & <Sons>"_s, u"hello@kit.example"_s, u"12 Main St\nAustin, TX 78701"_s, kLogo}, language);
        if (isEdited) {
            edit({u"lead_assigned"_s, u"email"_s},
                 {u"{{service}} – {{office}}"_s, u"Hi {{plumber}} & co,\n\nhere: {{link}}\n{{link}}\n\n{{#zip}}in "
                                                 "{{zip}}{{/zip}}\nuntil {{expires}}"_s});
            edit({u"plumber_found"_s, u"email"_s, language}, {u"<b>{{plumber}}</b>"_s, u"{{customer}}, call!"_s});
        }
        const QUuid lead = assigned("email");
        m_fixture->start();
        QTRY_COMPARE(m_fixture->email.taken().size(), 2u);
        for (const auto &mail : m_fixture->email.taken()) {
            const bool isCustomers = mail.to == "maria@home.example";
            const auto shown =
                preview(lead, isCustomers ? u"plumber_found"_s : u"lead_assigned"_s, MessageFixture::linkIn(mail.text));
            QCOMPARE(QByteArray::fromStdString(mail.subject), shown.subject.toUtf8());
            QCOMPARE(QByteArray::fromStdString(mail.text), shown.text.toUtf8());
            QCOMPARE(QByteArray::fromStdString(mail.html), shown.html.toUtf8());
            QCOMPARE(mail.fromName, std::string("Kit & <Sons>"));
            QCOMPARE(mail.replyTo, std::string("hello@kit.example"));
            QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(mail.logo)), kLogo);
        }
    }

    void aChangeCountsFromTheNextMessageOn()
    {
        m_fixture->start();
        assigned("sms");
        QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
        QVERIFY(m_fixture->sms.taken()[0].text.starts_with("New lead: "));
        const TemplateKey key{u"lead_assigned"_s, u"sms"_s};
        edit(key, {{}, u"{{office}}, go: {{link}}"_s});
        saveOffice({u"Kit"_s, {}, {}, {}}, u"en"_s);
        assigned("sms");
        QTRY_COMPARE(m_fixture->sms.taken().size(), 2u);
        QVERIFY(m_fixture->sms.taken()[1].text.starts_with("Kit, go: https://office.example/l/"));
        QVERIFY(test::wait(m_book->write(m_book->words().templates.row(key), std::nullopt)));
        assigned("sms");
        QTRY_COMPARE(m_fixture->sms.taken().size(), 3u);
        QVERIFY(m_fixture->sms.taken()[2].text.starts_with("Kit: New lead: "));
    }

    void theServersNameStandsInUntilTheOfficeSetsOne()
    {
        m_fixture->options.officeName = u"Server's"_s;
        m_fixture->start();
        assigned("email");
        QTRY_COMPARE(m_fixture->email.taken().size(), 2u);
        QCOMPARE(m_fixture->email.taken()[0].fromName, std::string("Server's"));
        QCOMPARE(m_fixture->email.taken()[0].replyTo, std::string());
        saveOffice({u"Kit"_s, {}, {}, {}}, u"en"_s);
        assigned("email");
        QTRY_COMPARE(m_fixture->email.taken().size(), 4u);
        QCOMPARE(m_fixture->email.taken()[3].fromName, std::string("Kit"));
    }

    void aTextWrittenPastTheWindowDoesNoHarm()
    {
        const json row{{"name", "lead_assigned"}, {"channel", "sms"}, {"body", "{{customer}} {{link}} {{#zip}}"}};
        QVERIFY(test::wait(m_fixture->rest().insert(supabase::Query("message_templates").select("id"), row)));
        m_fixture->start();
        assigned("sms");
        QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
        QVERIFY(m_fixture->sms.taken()[0].text.starts_with("New lead: Drain Cleaning"));
    }

    void thePagesBehindLinksSayWhoseTheyAre()
    {
        saveOffice({u"Kit & <Sons>"_s, {}, u"12 Main St"_s, kLogo}, u"en"_s);
        m_fixture->start();
        const auto page = [this] { return m_fixture->request("GET", u"/l/nothing"_s); };
        QTRY_VERIFY(page().body.contains("Kit &amp; &lt;Sons&gt;<br>\n12 Main St"));
        QVERIFY(page().body.contains("<img src=\"data:image/png;base64," + kLogo.toBase64() + "\""));
        QVERIFY(page().header("Content-Security-Policy").endsWith("; img-src data:"));
    }

    /// Strangers may ask for pages without end.
    void aStoreThatIsAwayIsNotAskedForEachPage()
    {
        BreakableTransport away(m_fixture->store());
        away.isAway = true;
        supabase::KeyCredentials key("key");
        supabase::RestClient client(away, key, nullptr, {.attempts = 1});
        notify::WordBook book(client, {u"Server's"_s, {}, {}, {}}, 0ms);
        book.freshen();
        QTRY_COMPARE_WITH_TIMEOUT(away.refused, 1, 20'000);
        for (int i = 0; i < 50; ++i) {
            book.freshen();
            QCoreApplication::processEvents();
        }
        QCOMPARE(away.refused, 1);
        QCOMPARE(book.known().office.name, u"Server's"_s);
        QVERIFY(!test::wait(book.fresh())); // a message asks all the same
        QCOMPARE(away.refused, 2);
    }

    void helpIsAnsweredWithTheOfficesName()
    {
        saveOffice({u"Kit"_s, u"hello@kit.example"_s, {}, {}}, u"en"_s);
        m_fixture->start();
        int sid = 0;
        const auto answer = [&] {
            return m_fixture->answers("HELP", "+15125550177", "SM" + QByteArray::number(++sid)).body;
        };
        QTRY_VERIFY(answer().contains("Kit: texts about leads for plumbers. Questions? E-mail hello@kit.example."));
    }

    void aTestSendsWhatIsNotSavedYet()
    {
        m_fixture->start();
        QTRY_COMPARE(m_fixture->rows("settings?key=eq.message_test").size(), 1u);
        MessageTest wish;
        wish.state = MessageTestState::Asked;
        wish.ask = QUuid::createUuid();
        wish.templateName = u"lead_assigned"_s;
        wish.channel = u"email"_s;
        wish.recipient = u"ada@office.example"_s;
        wish.subject = u"Draft for {{plumber}}"_s;
        wish.body = u"{{link}}"_s;
        m_fixture->set(MessageTest::kKey, wish.toJson());
        QTRY_COMPARE(m_fixture->email.taken().size(), 1u);
        QCOMPARE(m_fixture->email.taken()[0].subject, std::string("Draft for Ann Lee"));
        QTRY_COMPARE(told().state, MessageTestState::Sent);
        QVERIFY(!told().body && told().recipient.isEmpty());
        wish.body = u"no link"_s;
        m_fixture->set(MessageTest::kKey, wish.toJson());
        QTRY_COMPARE(told().state, MessageTestState::NotSent);
        QVERIFY2(told().reason.contains(u"needs the link"), qPrintable(told().reason));
    }

    void theStoreRefusesALongLogo()
    {
        const supabase::SettingsStore settings(m_fixture->rest());
        const auto added = test::wait(settings.add(OfficeIdentity::kLogo, std::string(90'001, 'x')));
        QVERIFY(!added);
        QCOMPARE(added.error().remoteCode, u"P0001"_s);
    }

private:
    static inline const QByteArray kLogo = QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    void load()
    {
        m_book->load();
        QTRY_VERIFY(m_book->isLoaded());
    }
    void saveOffice(const OfficeIdentity &office, const QString &language)
    {
        QVERIFY(test::wait(m_book->changeOffice({office, language, {}})));
    }
    void edit(const TemplateKey &key, const TemplateText &text)
    {
        QVERIFY(test::wait(m_book->write(m_book->words().templates.row(key), text)));
    }
    QUuid assigned(const char *notifyBy)
    {
        const QUuid plumber = m_fixture->addPlumber(notifyBy);
        const QUuid lead = m_fixture->addLead();
        m_fixture->assign(lead, plumber);
        return lead;
    }
    MessageTest told()
    {
        const json rows = m_fixture->rows("settings?key=eq.message_test");
        return MessageTest::fromJson(rows.at(0).at("value")).valueOr({});
    }
    /// As the window shows it, but with the link that the server has signed.
    wording::MessageText preview(const QUuid &leadId, const QString &name, const QString &link)
    {
        const Lead lead = *Lead::fromJson(m_fixture->lead(leadId));
        const json rows =
            m_fixture->rows("plumbers?id=eq." + lead.assignedPlumberId->toByteArray(QUuid::WithoutBraces));
        wording::Facts facts = m_book->factsOf(lead, *Plumber::fromJson(rows.at(0)), m_fixture->now());
        facts.link = u"https://office.example"_s + link;
        const OfficeWords &words = m_book->words();
        const TemplateKey key = wording::keyFor(name, u"email"_s, facts, words);
        return wording::rendered(key, words.templates.text(key), facts, words.office);
    }

    std::unique_ptr<MessageFixture> m_fixture;
    std::unique_ptr<replica::TemplateBook> m_book;
};

QTEST_GUILESS_MAIN(TestOfficeWords)
#include "tst_officewords.moc"
