#include "models/wording/mailbody.h"

#include <QTest>

using namespace pl::wording;
using namespace Qt::StringLiterals;

/// A mail's page from its text.
class TestMailBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesParagraphsAndAButton()
    {
        QCOMPARE(htmlOfBody(u"A lead"_s, u"Hello Ann,\nhow are you?\n\nHere:\nhttps://x.example/l/a\nThanks\n"_s,
                            u"https://x.example/l/a"_s, u"Accept or decline"_s),
                 u"<h1>A lead</h1>\n<p>Hello Ann,<br>\nhow are you?</p>\n<p>Here:</p>\n"
                 "<p><a class=\"button\" href=\"https://x.example/l/a\">Accept or decline</a></p>\n<p>Thanks</p>"_s);
    }

    void aLinkInALineCanBeClicked()
    {
        QCOMPARE(htmlOfBody(u"x"_s, u"Go to https://x.example/l/a now"_s, u"https://x.example/l/a"_s, u"b"_s),
                 u"<h1>x</h1>\n<p>Go to <a href=\"https://x.example/l/a\">https://x.example/l/a</a> now</p>"_s);
    }

    void nothingBecomesMarkup()
    {
        const QString hostile = u"<script>alert('x')</script>\"&"_s;
        const QString html = htmlOfBody(hostile, hostile + u"\n\n"_s + hostile, u"https://x.example/?a='b'"_s, hostile);
        QVERIFY(!html.contains(u"<script") && !html.contains(u"alert('"));
        QCOMPARE(html.count(u"&lt;script&gt;alert(&#39;x&#39;)"), 3);
        QVERIFY(htmlOfBody(u"x"_s, u"a"_s, {}, u"b"_s) == u"<h1>x</h1>\n<p>a</p>"_s);
    }
};

QTEST_GUILESS_MAIN(TestMailBody)
#include "tst_mailbody.moc"
