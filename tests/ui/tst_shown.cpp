#include "ui/style/shown.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plainmessagebox.h"
#include "ui/widgets/plaintooltip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>
#include <QTest>
#include <QTextDocumentFragment>

using namespace pl::ui;

class TestShown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordinaryWordsStayAsTheyAre_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << QString();
        QTest::newRow("a name") << QStringLiteral("Zoë O\u2019Brien");
        QTest::newRow("Arabic") << QStringLiteral("\u0633\u0644\u0627\u0645");
        QTest::newRow("markup") << QStringLiteral("<b>Ann</b> &amp; Bob");
        QTest::newRow("as long as may be") << QString(kShownLine, u'x');
    }
    void ordinaryWordsStayAsTheyAre()
    {
        QFETCH(QString, words);
        QCOMPARE(shown(words), words);
    }

    void wordsCanNotTurnTheOrderOfOthers()
    {
        QCOMPARE(shown(QStringLiteral("\u202A\u202B\u202C\u202D\u202Eselur\u2066\u2067\u2068\u2069")),
                 QStringLiteral("selur"));
    }

    void longTextIsCutAtAWholeCharacter()
    {
        QCOMPARE(shown(QString(10'000, u'x')), QString(kShownLine - 1, u'x') + QChar(0x2026));
        const QString cut = shown(QStringLiteral("ab\U0001F600cd"), 4);
        QCOMPARE(cut, QStringLiteral("ab\u2026"));
    }

    void aLongWordMayBeBroken()
    {
        const QString broken = shownInLines(QStringLiteral("a ") + QString(40, u'x') + QStringLiteral("\nb"), 100);
        QCOMPARE(QString(broken).remove(QChar(0x200B)),
                 QStringLiteral("a ") + QString(40, u'x') + QStringLiteral("\nb"));
        QCOMPARE(broken.count(QChar(0x200B)), 2);
        QCOMPARE(shownInLines(QStringLiteral("no word is long"), 100), QStringLiteral("no word is long"));
    }

    void aNameIsNoKeyInAMenu()
    {
        QCOMPARE(menuText(QStringLiteral("Tom &Jerry")), QStringLiteral("Tom &&Jerry"));
        QCOMPARE(wordsOfMenuText(QStringLiteral("&Undo: Tom &&Jerry\u2026")), QStringLiteral("Undo: Tom &Jerry"));
        FactRow row(QStringLiteral("user"), nullptr);
        row.setFact(QStringLiteral("Tom &Jerry"));
        QCOMPARE(row.shortcut(), QKeySequence());
    }

    void toolTipsShowTheWords_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("plain") << QStringLiteral("Close (Esc)");
        QTest::newRow("markup") << QStringLiteral("<img src=x>  <b>Ann</b>");
        QTest::newRow("entity") << QStringLiteral("&lt;b&gt;");
        QTest::newRow("a long word") << QString(60, u'x');
        QTest::newRow("lines") << QStringLiteral("one < two\nthree");
    }
    void toolTipsShowTheWords()
    {
        QFETCH(QString, words);
        const QString text = toolTipText(words);
        QCOMPARE(Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text, words);
        QVERIFY(!text.contains(QStringLiteral("<img")));
    }

    void screenReadersGetTheWordsOfAToolTip()
    {
        QWidget widget;
        setPlainToolTip(&widget, QStringLiteral("<b>Ann"));
        QCOMPARE(widget.accessibleDescription(), QStringLiteral("<b>Ann"));
        setPlainToolTip(&widget, QStringLiteral("Bob"));
        QCOMPARE(widget.accessibleDescription(), QStringLiteral("Bob"));
        widget.setAccessibleDescription(QStringLiteral("own"));
        setPlainToolTip(&widget, QStringLiteral("Cy"));
        QCOMPARE(widget.accessibleDescription(), QStringLiteral("own"));
    }

    void labelsKeepTheirTextWholeAndStayNarrow()
    {
        PlainLabel label(QString(10'000, u'W'));
        QCOMPARE(label.text().size(), 10'000);
        QVERIFY(label.sizeHint().width() < 3000);
        label.setWordWrap(true);
        QVERIFY(label.minimumSizeHint().width() < 700);
        QCOMPARE(label.textFormat(), Qt::PlainText);
    }

    void aLinkIsCopiedWithoutItsBreaks()
    {
        const QString link = QStringLiteral("https://forms.example/") + QString(60, u'x');
        PlainLabel label(link);
        label.setWordWrap(true);
        label.setTextInteractionFlags(Qt::TextSelectableByMouse);
        label.show();
        label.setSelection(0, int(label.QLabel::text().size()));
        QTest::keySequence(&label, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), link);
    }

    void messageBoxesAreWords()
    {
        PlainMessageBox box(nullptr);
        box.setText(QStringLiteral("<b>Ann</b>"));
        box.setInformativeText(QStringLiteral("<img src=x>"));
        int texts = 0;
        for (const QLabel *label : box.findChildren<QLabel *>()) {
            texts += !label->text().isEmpty();
            QVERIFY2(label->text().isEmpty() || label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
        }
        QCOMPARE(texts, 2);
    }

#if defined(Q_OS_LINUX)
    void notificationsHoldNoMarkup()
    {
        QCOMPARE(notificationText(QStringLiteral("<img src=x> Smith & Sons")),
                 QStringLiteral("\u2039img src=x\u203A Smith \uFF06 Sons"));
    }
#endif
};

QTEST_MAIN(TestShown)
#include "tst_shown.moc"
