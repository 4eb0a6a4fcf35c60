#include "ui/shell/searchfield.h"
#include "ui/shell/searchhelp.h"

#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using Field = columns::SearchField;

/// The search field in a window, by its keys.
class SearchFieldTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QWidget> m_window;
    SearchField *m_field = nullptr;
    int m_asked = 0; ///< how often for values

    QListWidget *list() { return m_window->findChild<QListWidget *>(u"searchCompletions"_s); }
    QLabel *problems() { return m_window->findChild<QLabel *>(u"searchProblems"_s); }
    QStringList offered()
    {
        QStringList texts;
        for (int row = 0; row < list()->count() && list()->isVisible(); ++row)
            texts += list()->item(row)->text();
        return texts;
    }
    QString chosen() { return list()->currentItem() ? list()->currentItem()->text() : QString(); }
    void type(const QString &keys) { QTest::keyClicks(m_window->focusWidget(), keys); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    /// In the lower half of the field, without its border: what underlines.
    int redPixels()
    {
        const QImage image = m_field->grab().toImage();
        int found = 0;
        for (int y = image.height() / 2; y < image.height() - 3; ++y)
            for (int x = 3; x < image.width() - 3; ++x)
                found += image.pixelColor(x, y).red() - image.pixelColor(x, y).green() > 60 ? 1 : 0;
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 500);
        auto *rows = new QVBoxLayout(m_window.get());
        m_field = new SearchField(m_window.get());
        rows->addWidget(m_field);
        auto *table = new QWidget(m_window.get());
        table->setObjectName(u"elsewhere"_s);
        table->setFocusPolicy(Qt::StrongFocus);
        rows->addWidget(table, 1);
        m_asked = 0;
        m_field->setValues([this](Field field) {
            ++m_asked;
            return field == Field::Plumber ? QStringList{u"Bob O\u2019Hara"_s, u"Ann Lee"_s, u"Lena Roth"_s}
                   : field == Field::Zip   ? QStringList{u"78701"_s, u"78704"_s, u"10001"_s}
                                           : QStringList{u"<b>Google</b>"_s};
        });
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_field->setFocus();
    }
    void cleanup() { m_window.reset(); }

    void aFieldAndItsValueAreTakenByTab()
    {
        type(u"leak st"_s);
        QCOMPARE(offered(), QStringList{u"status:"_s});
        press(Qt::Key_Tab);
        QCOMPARE(m_field->text(), u"leak status:"_s);
        QCOMPARE(m_window->focusWidget(), m_field);
        QCOMPARE(offered(), (QStringList{u"new"_s, u"assigned"_s, u"completed"_s}));
        type(u"c"_s);
        QCOMPARE(offered(), QStringList{u"completed"_s});
        press(Qt::Key_Tab);
        QCOMPARE(m_field->text(), u"leak status:completed "_s);
        QVERIFY(offered().isEmpty());
        press(Qt::Key_Tab);
        QVERIFY2(m_window->focusWidget() != m_field, "Tab goes on when nothing is suggested");
    }

    void arrowsChooseAndEnterTakes()
    {
        type(u"plumber:l"_s);
        QCOMPARE(offered(), (QStringList{u"\"Lena Roth\""_s, u"\"Ann Lee\""_s}));
        QVERIFY(chosen().isEmpty());
        press(Qt::Key_Down);
        QCOMPARE(chosen(), u"\"Lena Roth\""_s);
        QVERIFY(m_field->accessibleDescription().startsWith(u"\"Lena Roth\", 1 of 2"_s));
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QCOMPARE(chosen(), u"\"Ann Lee\""_s);
        press(Qt::Key_Return);
        QCOMPARE(m_field->text(), u"plumber:\"Ann Lee\" "_s);
        QCOMPARE(m_window->focusWidget(), m_field);
    }

    void upLeadsBackToWhatWasTyped()
    {
        const QSignalSpy left(m_field, &SearchField::left);
        type(u"zip:787"_s);
        QCOMPARE(offered(), (QStringList{u"78701"_s, u"78704"_s}));
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        QVERIFY(chosen().isEmpty());
        QCOMPARE(left.count(), 0);
        press(Qt::Key_Return);
        QCOMPARE(m_field->text(), u"zip:787"_s);
        QCOMPARE(left.count(), 1);
    }

    void escapeClosesTheSuggestionsFirst()
    {
        const QSignalSpy left(m_field, &SearchField::left);
        type(u"source:"_s);
        QCOMPARE(offered(), QStringList{u"<b>Google</b>"_s});
        press(Qt::Key_Escape);
        QVERIFY(offered().isEmpty());
        QCOMPARE(m_field->text(), u"source:"_s);
        press(Qt::Key_Escape);
        QVERIFY(m_field->text().isEmpty());
        QCOMPARE(left.count(), 0);
        press(Qt::Key_Escape);
        QCOMPARE(left.count(), 1);
    }

    void wordsAreNotInterrupted()
    {
        const QSignalSpy left(m_field, &SearchField::left);
        type(u"s"_s);
        QVERIFY(offered().isEmpty());
        type(u"mith"_s);
        QVERIFY(offered().isEmpty());
        press(Qt::Key_Down);
        QCOMPARE(left.count(), 1);
        m_field->setText(u"sta"_s);
        QVERIFY2(offered().isEmpty(), "nobody has typed");
    }

    void aClickTakesASuggestion()
    {
        type(u"zip:"_s);
        QCOMPARE(offered().size(), 3);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualItemRect(list()->item(1)).center());
        QCOMPARE(m_field->text(), u"zip:78704 "_s);
        QCOMPARE(m_window->focusWidget(), m_field);
    }

    void inTheMiddleOnlyTheTermIsReplaced()
    {
        m_field->setText(u"leak status:n zip:787"_s);
        m_field->setCursorPosition(13);
        press(Qt::Key_Backspace);
        type(u"a"_s);
        QCOMPARE(offered(), QStringList{u"assigned"_s});
        press(Qt::Key_Tab);
        QCOMPARE(m_field->text(), u"leak status:assigned zip:787"_s);
    }

    void valuesAreAskedForOnceUntilTheFocusLeaves()
    {
        type(u"zip:787"_s);
        QCOMPARE(m_asked, 1);
        m_window->findChild<QWidget *>(u"elsewhere"_s)->setFocus();
        QVERIFY(offered().isEmpty());
        m_field->setFocus();
        m_field->end(false);
        type(u"0"_s);
        QCOMPARE(m_asked, 2);
    }

    void whatIsNotUnderstoodIsSaidAndUnderlined_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("marked");
        QTest::newRow("status") << u"status:gone leak"_s
                                << u"There is no status \u201Cgone\u201D. Type new, assigned or completed."_s
                                << u"status:gone"_s;
        QTest::newRow("urgency") << u"a urgency:soon leak"_s
                                 << u"There is no urgency \u201Csoon\u201D. Type today, week or month."_s
                                 << u"urgency:soon"_s;
        QTest::newRow("age") << u"age:old leak"_s
                             << u"\u201Cold\u201D is not an age. Type <2h for less than 2 hours or >3d for more than 3 "
                                u"days; m, h, d and w are minutes, hours, days and weeks."_s
                             << u"age:old"_s;
        QTest::newRow("phone") << u"phone:abc leak"_s
                               << u"\u201Cabc\u201D is not part of a phone number. Type some of its digits."_s
                               << u"phone:abc"_s;
        QTest::newRow("field") << u"plumbr:lee leak"_s
                               << u"There is no field \u201Cplumbr\u201D, so the word is searched for as it stands. "
                                  u"Type plumber, status, service, zip, source, urgency, age, name, phone or email."_s
                               << u"plumbr:"_s;
    }
    void whatIsNotUnderstoodIsSaidAndUnderlined()
    {
        QFETCH(QString, typed);
        QFETCH(QString, sentence);
        QFETCH(QString, marked);
        type(u"leak leak"_s);
        QCOMPARE(redPixels(), 0);
        QVERIFY(!problems()->isVisible());
        m_field->selectAll();
        type(typed);
        QVERIFY(problems()->isVisible());
        QCOMPARE(problems()->text(), sentence);
        QCOMPARE(problems()->textFormat(), Qt::PlainText);
        QVERIFY(m_field->accessibleDescription().contains(sentence));
        QCOMPARE(m_field->problems().size(), 1);
        const SearchProblem problem = m_field->problems().first();
        QCOMPARE(typed.mid(problem.from, problem.length), marked);
        QVERIFY(redPixels() > 10);
        m_field->clear();
        QVERIFY(!problems()->isVisible());
        QCOMPARE(redPixels(), 0);
    }

    void whatOnlyLooksLikeAFieldIsAWord_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"http://a.example x", "10:30 x", "\"plumbr:lee\" x", "status: x", "age:< x", "x: y"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void whatOnlyLooksLikeAFieldIsAWord()
    {
        QFETCH(QString, typed);
        type(typed);
        QVERIFY(m_field->problems().isEmpty());
    }

    void theWordAtTheCursorGetsTime()
    {
        type(u"age:2"_s);
        QVERIFY2(m_field->problems().isEmpty(), "an hour may follow");
        QTRY_COMPARE(m_field->problems().size(), 1);
        QVERIFY(problems()->isVisible());
        type(u"h"_s);
        QVERIFY(m_field->problems().isEmpty());
        QVERIFY(!problems()->isVisible());
    }

    void whatIsFoundIsDescribed()
    {
        type(u"leak"_s);
        m_field->setFound(u"12 leads found"_s);
        QCOMPARE(m_field->accessibleDescription(), u"12 leads found"_s);
    }

    void theHelpIsReachedByKeysAndTried()
    {
        auto *help = new SearchHelp(m_field);
        connect(m_field, &SearchField::helpWanted, help, [this, help] {
            m_field->setFocus();
            help->openAt(QRect(m_field->mapToGlobal(QPoint()), m_field->size()));
        });
        connect(help, &SearchHelp::chosen, m_field, &SearchField::tryOut);
        press(Qt::Key_Tab);
        QCOMPARE(m_window->focusWidget()->objectName(), u"searchHelpButton"_s);
        press(Qt::Key_Return);
        QVERIFY(help->isOpen());
        QCOMPARE(m_window->focusWidget()->objectName(), u"searchExample"_s);
        press(Qt::Key_Escape);
        QVERIFY(!help->isOpen());
        QCOMPARE(m_window->focusWidget(), m_field);
        press(Qt::Key_Tab);
        press(Qt::Key_Space);
        QVERIFY(help->isOpen());
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QVERIFY(!help->isOpen());
        QCOMPARE(m_field->text(), u"leak -kitchen"_s);
        QCOMPARE(m_window->focusWidget(), m_field);
        QVERIFY(m_field->problems().isEmpty());
    }

    void everyExampleIsUnderstood()
    {
        for (const SearchExample &example : searchExamples()) {
            QVERIFY2(searchProblems(example.typed, searchLanguage()).isEmpty(), qPrintable(example.typed));
            QVERIFY(!columns::SearchQuery(example.typed, searchLanguage()).isEmpty());
            QVERIFY(!example.meaning.isEmpty());
        }
    }

    void aWrongWordOnTheButtonStaysOutOfTheField()
    {
        press(Qt::Key_Tab);
        type(u"x"_s);
        QVERIFY(m_field->text().isEmpty());
        press(Qt::Key_Escape);
        QCOMPARE(m_window->focusWidget(), m_field);
    }
};

QTEST_MAIN(SearchFieldTest)
#include "tst_searchfield.moc"
