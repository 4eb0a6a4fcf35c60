#include "models/wording/templatecheck.h"

#include <QTest>

using namespace pl;
using namespace pl::wording;
using namespace Qt::StringLiterals;

/// Which templates can be sent.
class TestTemplateCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOriginalCanBeSent_data()
    {
        QTest::addColumn<QString>("language");
        for (const QString &language : languages())
            QTest::newRow(qPrintable(language)) << language;
    }
    void everyOriginalCanBeSent()
    {
        QFETCH(QString, language);
        for (const TemplateKey &key : templateKeys(language)) {
            const Result<> usable = checkTemplate(key, originalText(key));
            QVERIFY2(usable, usable ? "" : qPrintable(key.name + u": "_s + usable.error().message));
        }
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("fault");
        const auto mail = [](const char *row, const QString &subject, const QString &body, const QString &fault) {
            QTest::newRow(row) << u"email"_s << subject << body << fault;
        };
        mail("fine", u"New: {{service}}"_s, u"Hello {{plumber}}\n{{link}}"_s, {});
        mail("fine with a condition", u"x"_s,
             u"{{#zip}}in {{zip}}{{/zip}}{{^zip}}{{#contact}}?{{/contact}}{{/zip}} {{link}}"_s, {});
        mail("no subject", u" "_s, u"{{link}}"_s, u"subject required"_s);
        mail("a subject of two lines", u"a\nb"_s, u"{{link}}"_s, u"subject invalid"_s);
        mail("a subject with a carriage return", u"a\rb"_s, u"{{link}}"_s, u"subject invalid"_s);
        mail("a long subject", QString(201, u'x'), u"{{link}}"_s, u"subject too_long"_s);
        mail("no body", u"x"_s, u"\n "_s, u"body required"_s);
        mail("a long body", u"x"_s, u"{{link}}"_s + QString(10'000, u'x'), u"body too_long"_s);
        mail("no link", u"x"_s, u"Hello {{plumber}}"_s, u"body link"_s);
        mail("a link that may be missing", u"x"_s, u"{{#zip}}{{link}}{{/zip}}"_s, u"body link"_s);
        mail("unknown", u"x"_s, u"{{link}} {{prize}}"_s, u"body unknown"_s);
        mail("unknown in the subject", u"{{prize}}"_s, u"{{link}}"_s, u"subject unknown"_s);
        mail("unknown condition", u"x"_s, u"{{link}} {{#prize}}x{{/prize}}"_s, u"body unknown"_s);
        mail("a condition as a value", u"x"_s, u"{{link}} {{contact}}"_s, u"body unknown"_s);
        mail("empty", u"x"_s, u"{{link}} {{}}"_s, u"body unknown"_s);
        // A plumber sees who the customer is once the lead is accepted; this value would not wait.
        mail("the customer's name, always", u"x"_s, u"{{link}} {{customer}}"_s, u"body unknown"_s);
        mail("unclosed placeholder", u"x"_s, u"{{link}} {{zip"_s, u"body unclosed"_s);
        mail("unclosed condition", u"x"_s, u"{{link}} {{#zip}}x"_s, u"body unclosed"_s);
        mail("crossed conditions", u"x"_s, u"{{link}} {{#zip}}{{#test}}x{{/zip}}{{/test}}"_s, u"body unopened"_s);
        mail("inside itself", u"x"_s, u"{{link}} {{#zip}}{{#zip}}x{{/zip}}{{/zip}}"_s, u"body nested"_s);
        QTest::newRow("a short text") << u"sms"_s << QString() << u"Go: {{link}}"_s << QString();
        QTest::newRow("room for the office's name")
            << u"sms"_s << QString() << u"{{link}} "_s + u"{{office}} "_s.repeated(9) << u"body too_long"_s;
        QTest::newRow("a long text") << u"sms"_s << QString() << u"{{link}}"_s + QString(600, u'x')
                                     << u"body too_long"_s;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, channel);
        QFETCH(QString, subject);
        QFETCH(QString, body);
        QFETCH(QString, fault);
        const Result<> usable = checkTemplate({u"lead_assigned"_s, channel}, {subject, body});
        QCOMPARE(usable.ok(), fault.isEmpty());
        if (fault.isEmpty())
            return;
        const FieldError first = usable.error().fields.first();
        QCOMPARE(first.field + u' ' + first.code, fault);
        QVERIFY(!first.detail.isEmpty());
    }

    void onlyACustomersMessageNeedsNoLink()
    {
        const TemplateText text{u"x"_s, u"Hello"_s};
        QVERIFY(checkTemplate({u"plumber_found"_s, u"email"_s}, text));
        for (const auto &name : {u"lead_assigned"_s, u"card_setup"_s, u"payment_action"_s})
            QVERIFY(!checkTemplate({name, u"email"_s}, text));
    }

    void theOriginalTextMessagesFitIntoTwo()
    {
        for (const QString &language : languages()) {
            const TemplateKey key{u"lead_assigned"_s, u"sms"_s, language};
            QCOMPARE(segmentsOf(key, originalText(key)), 2);
        }
    }
};

QTEST_GUILESS_MAIN(TestTemplateCheck)
#include "tst_templatecheck.moc"
