#include "models/domain/smstext.h"
#include "models/wording/localtime.h"
#include "models/wording/sampleoffice.h"
#include "models/wording/templatecheck.h"

#include <QTest>

using namespace pl;
using namespace pl::wording;
using namespace Qt::StringLiterals;

namespace {

const QString kUrl = u"https://leads.example"_s;

Facts madeUp()
{
    return sampleFacts(kUrl, false, *Timestamp::parse(u"2026-11-23T18:00:00Z"));
}

OfficeWords edited(const TemplateKey &key, const TemplateText &text)
{
    OfficeWords words;
    words.templates.put({QUuid::createUuid(), key, text.subject, text.body, 1});
    return words;
}

} // namespace

/// The office's own words, and the originals in two languages.
class TestTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditedTextReplacesTheOriginalInItsLanguageAlone()
    {
        const TemplateKey key{u"lead_assigned"_s, u"email"_s};
        const OfficeWords words = edited(key, {u"Work: {{service}}"_s, u"Hi {{plumber}}\n\n{{link}}"_s});
        const MessageText mail = wordingOf(key, madeUp(), words);
        QCOMPARE(mail.subject, u"Work: Drain Cleaning"_s);
        QCOMPARE(mail.text, u"Hi Ann Lee\n\nhttps://leads.example/l/sample\n"_s);
        QVERIFY(mail.html.contains(u"<p>Hi Ann Lee</p>\n<p><a class=\"button\""));
        const TemplateKey spanish{key.name, key.channel, u"es"_s};
        QCOMPARE(wordingOf(spanish, madeUp(), words), wordingOf(spanish, madeUp(), OfficeWords()));
    }

    /// Whatever somebody wrote past the window, the plumber gets a message that works.
    void aTextThatCantBeSentIsReplacedByTheOriginal()
    {
        const TemplateKey key{u"lead_assigned"_s, u"email"_s};
        for (const auto &body : {u"no link"_s, u"{{link}} {{customer}}"_s, u"{{link}} {{#zip}}"_s, u"{{"_s})
            QCOMPARE(wordingOf(key, madeUp(), edited(key, {u"x"_s, body})), wordingOf(key, madeUp(), OfficeWords()));
    }

    void whatIsHalfTypedCanBeShown()
    {
        const TemplateKey key{u"lead_assigned"_s, u"email"_s};
        QCOMPARE(rendered(key, {u"x"_s, u"a {{zi"_s}, madeUp(), {}).text, u"a {{zi\n"_s);
        QCOMPARE(rendered(key, {u"x"_s, u"a {{}} {{#zip}}b"_s}, madeUp(), {}).text, u"a  b\n"_s);
    }

    void timesAreOfTheCustomersZone_data()
    {
        QTest::addColumn<QString>("zip");
        QTest::addColumn<QString>("winter");
        QTest::addColumn<QString>("summer");
        QTest::newRow("New York") << "10001"
                                  << "1:30 PM EST"
                                  << "2:30 PM EDT";
        QTest::newRow("Chicago") << "60601"
                                 << "12:30 PM CST"
                                 << "1:30 PM CDT";
        QTest::newRow("Denver") << "80202"
                                << "11:30 AM MST"
                                << "12:30 PM MDT";
        QTest::newRow("Phoenix") << "85001"
                                 << "11:30 AM MST"
                                 << "11:30 AM MST";
        QTest::newRow("Los Angeles") << "90001"
                                     << "10:30 AM PST"
                                     << "11:30 AM PDT";
        QTest::newRow("Anchorage") << "99501"
                                   << "9:30 AM AKST"
                                   << "10:30 AM AKDT";
        QTest::newRow("Honolulu") << "96813"
                                  << "8:30 AM HST"
                                  << "8:30 AM HST";
        QTest::newRow("San Juan") << "00901"
                                  << "2:30 PM AST"
                                  << "2:30 PM AST";
        QTest::newRow("Guam") << "96910"
                              << "4:30 AM ChST"
                              << "4:30 AM ChST";
    }
    void timesAreOfTheCustomersZone()
    {
        QFETCH(QString, zip);
        QFETCH(QString, winter);
        QFETCH(QString, summer);
        QVERIFY(localMoment(*Timestamp::parse(u"2026-12-07T18:30:00Z"), zip, u"en"_s).endsWith(u" at "_s + winter));
        QVERIFY(localMoment(*Timestamp::parse(u"2026-07-07T18:30:00Z"), zip, u"en"_s).endsWith(u" at "_s + summer));
    }
    void aSpanishMessageIsSpanishThroughout()
    {
        const MessageText mail = wordingOf({u"lead_assigned"_s, u"email"_s, u"es"_s}, madeUp(), OfficeWords());
        QCOMPARE(mail.subject, u"Trabajo nuevo: Drain Cleaning, en menos de 24 horas"_s);
        QVERIFY(mail.html.contains(u"<html lang=\"es\">") && mail.html.contains(u"Aceptar o rechazar"));
        for (const auto &english : {u"Hello"_s, u"Accept"_s, u"within"_s, u"Monday"_s, u" at "_s})
            QVERIFY2(!mail.text.contains(english), qPrintable(mail.text));
        const MessageText text = wordingOf({u"lead_assigned"_s, u"sms"_s, u"es"_s}, madeUp(), OfficeWords());
        QVERIFY2(isGsmText(text.text), qPrintable(text.text)); // "í" would double what it costs
        QCOMPARE(localMoment(*Timestamp::parse(u"2026-12-07T12:15:00Z"), u"78701", u"es"_s),
                 u"lunes, 7 de diciembre, 6:15 AM CST"_s);
    }

    void customersAreWrittenToInTheOfficesLanguage()
    {
        OfficeWords words;
        words.language = u"es"_s;
        QCOMPARE(wordingOf(u"plumber_found"_s, u"email"_s, madeUp(), words).subject, u"Encontramos a su plomero"_s);
        QCOMPARE(keyFor(u"lead_assigned"_s, u"email"_s, madeUp(), words).language, languageOf(*madeUp().plumber));
    }

    void theOfficeStandsInEveryMail_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("language");
        for (const QString &language : languages())
            for (const QString &name : templateNames())
                QTest::addRow("%s in %s", qPrintable(name), qPrintable(language)) << name << language;
    }
    void theOfficeStandsInEveryMail()
    {
        QFETCH(QString, name);
        QFETCH(QString, language);
        OfficeWords words;
        words.office = {u"Kit & <Sons>"_s, {}, u"12 Main St\nAustin, TX 78701"_s, "png"};
        const MessageText mail = wordingOf({name, u"email"_s, language}, madeUp(), words);
        QVERIFY(mail.text.endsWith(u"\n-- \nKit & <Sons>\n12 Main St, Austin, TX 78701\n"));
        QVERIFY(mail.html.contains(u"Kit &amp; &lt;Sons&gt;<br>\n12 Main St, Austin, TX 78701"));
        QVERIFY(mail.html.contains(u"<img src=\"cid:office-logo\" alt=\"Kit &amp; &lt;Sons&gt;\""));
    }

    void anOfficeWithoutANameLeavesNoTrace()
    {
        const MessageText mail = wordingOf(u"lead_assigned"_s, u"email"_s, madeUp());
        QVERIFY(!mail.text.contains(u"-- ") && !mail.html.contains(u"<img"));
        QVERIFY(wordingOf(u"lead_assigned"_s, u"sms"_s, madeUp()).text.startsWith(u"New lead: "));
    }

    void aTextMessageSaysWhoseItIs()
    {
        OfficeWords words;
        words.office.name = u"Kit’s"_s;
        QVERIFY(wordingOf(u"lead_assigned"_s, u"sms"_s, madeUp(), words).text.startsWith(u"Kit's: New lead: "));
    }

    void readsWhatASettingSays()
    {
        const OfficeWords words = OfficeWords::fromSettings({{u"message_language"_s, "fr"}, {u"office_name"_s, "Kit"}});
        QCOMPARE(words.language, u"en"_s);
        QCOMPARE(words.office.name, u"Kit"_s);
        QCOMPARE(OfficeWords::fromSettings({{u"message_language"_s, "es"}}).language, u"es"_s);
    }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "tst_templates.moc"
