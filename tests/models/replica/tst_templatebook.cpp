#include "models/replica/templatebook.h"
#include "tests/support/officefixture.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using namespace pl;
using namespace Qt::StringLiterals;
using pl::test::wait;
using wording::TemplateKey;
using wording::TemplateText;

/// What a window knows of the office's words and does to them; with the real store in
/// tests/server/notify/tst_officewords.
class TestTemplateBook : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::TemplateBook> m_book;
    const TemplateKey m_key{u"card_setup"_s, u"email"_s};
    const TemplateText m_text{u"Card"_s, u"{{link}}"_s};

    test::FakeTransport &store() { return m_office->transport; }
    wording::MessageTemplate row() { return m_book->words().templates.row(m_key); }
    void load()
    {
        const QSignalSpy changed(m_book.get(), &replica::TemplateBook::changed);
        m_book->load();
        QTRY_VERIFY(!changed.isEmpty());
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(0);
        m_book = std::make_unique<replica::TemplateBook>(m_office->client);
        load();
        QVERIFY(m_book->isLoaded());
    }
    void cleanup()
    {
        m_book.reset();
        m_office.reset();
    }

    void aTextIsAddedChangedAndTakenBack()
    {
        const auto added = wait(m_book->write(row(), m_text));
        QVERIFY(added);
        QCOMPARE(m_book->words().templates.text(m_key), m_text);
        QCOMPARE(store().count("message_templates"), 1u);
        const TemplateText second{u"Another"_s, u"{{link}}!"_s};
        QVERIFY(wait(m_book->write(*added, second)));
        QCOMPARE(m_book->words().templates.text(m_key), second);
        QVERIFY(wait(m_book->write(row(), std::nullopt)));
        QVERIFY(!m_book->words().templates.isEdited(m_key));
        QCOMPARE(m_book->words().templates.text(m_key), wording::originalText(m_key));
        QCOMPARE(store().count("message_templates"), 1u); // kept, without a text
    }

    void aTextThatCantBeSentIsNotWritten()
    {
        const auto written = wait(m_book->write(row(), TemplateText{u"Card"_s, u"no link"_s}));
        QVERIFY(!written);
        QCOMPARE(written.error().fields.first().field, u"body"_s);
        QCOMPARE(store().count("message_templates"), 0u);
    }

    void whoeverIsSlowerIsToldAndReadsAgain()
    {
        const auto added = wait(m_book->write(row(), m_text));
        QVERIFY(added);
        QVERIFY(wait(m_book->write(*added, TemplateText{u"Theirs"_s, u"{{link}}"_s})));
        const QSignalSpy changed(m_book.get(), &replica::TemplateBook::changed);
        const auto late = wait(m_book->write(*added, TemplateText{u"Mine"_s, u"{{link}}"_s}));
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Outdated);
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(row().subject, u"Theirs"_s);
        QVERIFY(wait(m_book->write(row(), TemplateText{u"Mine"_s, u"{{link}}"_s})));
    }

    void writesOnlyWhatDiffersOfTheOffice()
    {
        wording::OfficeWords wanted = m_book->words();
        wanted.office.name = u"Kit"_s;
        QVERIFY(wait(m_book->changeOffice(wanted)));
        QCOMPARE(store().countOf("POST", "/rest/v1/settings"), 1);
        wanted.office.name = u"Kit & Sons"_s;
        wanted.language = u"es"_s;
        const auto changed = wait(m_book->changeOffice(wanted));
        QVERIFY(changed);
        QCOMPARE(changed->office.name, u"Kit & Sons"_s);
        QCOMPARE(m_book->words().language, u"es"_s);
        QCOMPARE(store().countOf("POST", "/rest/v1/settings"), 2);
        QCOMPARE(store().countOf("PATCH", "/rest/v1/settings"), 1);
        wanted.office.replyTo = u"nobody"_s;
        const auto refused = wait(m_book->changeOffice(wanted));
        QVERIFY(!refused);
        QCOMPARE(refused.error().fields.first().field, u"office_reply_to"_s);
    }

    void aSettingOfAnotherKindReadsNoLogoAgain()
    {
        const int before = store().countOf("GET", "/rest/v1/settings?select=key,value");
        load();
        QCOMPARE(store().countOf("GET", "/rest/v1/settings?select=key,value"), before);
        store().put("settings",
                    {{"key", "office_name"}, {"value", "Kit"}, {"version", 1}, {"updated_at", store().nextTime()}});
        load();
        QCOMPARE(store().countOf("GET", "/rest/v1/settings?select=key,value"), before + 1);
        QCOMPARE(m_book->words().office.name, u"Kit"_s);
    }

    void anOutageIsToldAndEnds()
    {
        store().setOffline(true);
        load();
        QVERIFY(m_book->failure() && m_book->isLoaded());
        store().setOffline(false);
        load();
        QVERIFY(!m_book->failure());
    }
};

QTEST_GUILESS_MAIN(TestTemplateBook)
#include "tst_templatebook.moc"
