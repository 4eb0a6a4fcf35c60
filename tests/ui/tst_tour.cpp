#include "tests/ui/leadsfixture.h"
#include "ui/help/actionkeys.h"
#include "ui/help/tour.h"
#include "ui/help/tourcard.h"
#include "ui/office/sourcecontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QLineEdit>
#include <QPushButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using pl::test::FakeTransport;

/// The tour over the window, by real keys.
class TourTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    LeadTable *table() { return find<LeadTable>("leadsTable"); }
    Tour *tour() { return find<Tour>("tour"); }
    TourCard *card() { return find<TourCard>("tourCard"); }
    bool isOn() { return tour() && tour()->isVisible(); }
    QString number() { return find<PlainLabel>("tourNumber")->text(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void open(QSize size = {1400, 900})
    {
        m_office->transport.fillOffice(3);
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(size);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTRY_COMPARE(m_window->focusWidget(), table());
    }
    void take(QSize size = {1400, 900})
    {
        open(size);
        m_window->startTour();
        QVERIFY(isOn());
    }
    void walkTo(int stop)
    {
        for (int i = 1; i < stop; ++i)
            press(Qt::Key_Right);
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<test::OfficeFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void keysWalkThroughItAndTheFocusComesBack()
    {
        take();
        QCOMPARE(m_window->focusWidget(), card());
        QCOMPARE(number(), u"1 of 6"_s);
        press(Qt::Key_Left);
        QCOMPARE(number(), u"1 of 6"_s);
        press(Qt::Key_Right);
        QCOMPARE(number(), u"2 of 6"_s);
        press(Qt::Key_Return);
        press(Qt::Key_Space);
        QCOMPARE(number(), u"4 of 6"_s);
        press(Qt::Key_Left);
        QCOMPARE(number(), u"3 of 6"_s);
        press(Qt::Key_Escape);
        QVERIFY(!isOn());
        QCOMPARE(m_window->focusWidget(), table());
        QTRY_VERIFY(!tour());
    }

    void theLastStopEndsIt()
    {
        take();
        walkTo(6);
        QCOMPARE(number(), u"6 of 6"_s);
        QVERIFY(!find<QPushButton>("tourSkip")->isVisible());
        press(Qt::Key_Return);
        QVERIFY(!isOn());
        QCOMPARE(m_window->focusWidget(), table());
    }

    void nothingHappensToLeadsMeanwhile()
    {
        take();
        const QString before = number();
        const int posts = m_office->transport.countOf("POST", "/rest/v1/");
        for (const int key : {Qt::Key_A, Qt::Key_C, Qt::Key_U, Qt::Key_N, Qt::Key_E, Qt::Key_Slash, Qt::Key_Question,
                              Qt::Key_F1, Qt::Key_F5, Qt::Key_F6, Qt::Key_Delete, Qt::Key_Down})
            press(key);
        for (const int key : {Qt::Key_Z, Qt::Key_K, Qt::Key_F, Qt::Key_N, Qt::Key_A, Qt::Key_6})
            press(key, Qt::ControlModifier);
        QVERIFY(isOn());
        QCOMPARE(number(), before);
        QCOMPARE(m_window->focusWidget(), card());
        QVERIFY(!QApplication::activeModalWidget());
        for (const char *popup : {"assignPopup", "completePopup"})
            QVERIFY(!find<QWidget>(popup) || !find<QWidget>(popup)->isVisible());
        QVERIFY(table()->isVisible());
        QCOMPARE(m_office->transport.countOf("PATCH", "/rest/v1/"), 0);
        QCOMPARE(m_office->transport.countOf("POST", "/rest/v1/"), posts);
        press(Qt::Key_Escape);
        press(Qt::Key_A); // which does something without it
        QVERIFY(find<QWidget>("assignPopup")->isVisible());
    }

    void theMouseReachesOnlyTheCard()
    {
        take();
        const QWidget *side = find<QWidget>("side_completed");
        const QPoint there = side->mapTo(m_window.get(), side->rect().center());
        const QWidget *hit = m_window->childAt(there);
        QVERIFY(hit == tour() || tour()->isAncestorOf(hit));
        QTest::mouseClick(find<QPushButton>("tourNext"), Qt::LeftButton);
        QCOMPARE(number(), u"2 of 6"_s);
        QTest::mouseClick(find<QPushButton>("tourBack"), Qt::LeftButton);
        QCOMPARE(number(), u"1 of 6"_s);
        QTest::mouseClick(find<QPushButton>("tourSkip"), Qt::LeftButton);
        QVERIFY(!isOn());
    }

    void tabStaysInsideAndEnterPresses()
    {
        take();
        for (int i = 0; i < 5; ++i) {
            press(Qt::Key_Tab);
            QVERIFY(m_window->focusWidget() == card() || card()->isAncestorOf(m_window->focusWidget()));
        }
        find<QPushButton>("tourSkip")->setFocus();
        press(Qt::Key_Right); // walks on, wherever the focus is in the card
        QCOMPARE(number(), u"2 of 6"_s);
        find<QPushButton>("tourBack")->setFocus();
        press(Qt::Key_Return);
        QCOMPARE(number(), u"1 of 6"_s);
        find<QPushButton>("tourSkip")->setFocus();
        press(Qt::Key_Return);
        QVERIFY(!isOn());
    }

    void screenReadersAreTold()
    {
        take();
        QCOMPARE(card()->accessibleName(), find<PlainLabel>("tourTitle")->text());
        QVERIFY(card()->accessibleDescription().startsWith(find<PlainLabel>("tourText")->text()));
        const QString first = card()->accessibleName();
        press(Qt::Key_Right);
        QVERIFY(card()->accessibleName() != first);
        QCOMPARE(card()->accessibleName(), find<PlainLabel>("tourTitle")->text());
    }

    void itSaysTheKeysThePersonHas()
    {
        take();
        find<QAction>("actionUndo")->setShortcut(Qt::CTRL | Qt::Key_J);
        walkTo(4);
        const auto *keys = card()->findChild<ActionKeys *>();
        QVERIFY(keys);
        QCOMPARE(keys->texts(), QStringList{u"Ctrl J"_s});
        QVERIFY(card()->accessibleDescription().contains(u"Ctrl J"_s));
    }

    void whatIsNotInSightIsLeftOut()
    {
        take({scaledPx(qApp->font(), 1000), 700}); // the details lie over the list, on demand
        QCOMPARE(number(), u"1 of 5"_s);
        QStringList titles;
        for (int i = 0; i < 5; ++i) {
            titles += find<PlainLabel>("tourTitle")->text();
            press(Qt::Key_Right);
        }
        QVERIFY(!titles.contains(u"Assign with one key"_s));
        QVERIFY(!isOn());
    }

    void itFollowsTheWindowsSize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("narrow") << QSize(760, 560);
        QTest::newRow("large") << QSize(1900, 1000);
    }
    void itFollowsTheWindowsSize()
    {
        QFETCH(QSize, size);
        take();
        m_window->resize(size);
        QTRY_COMPARE(tour()->geometry(), m_window->rect());
        for (int stop = 0; isOn(); ++stop) {
            QVERIFY(stop < 7);
            QTRY_VERIFY(tour()->rect().contains(card()->geometry()));
            for (const char *button : {"tourNext", "tourNumber"})
                QVERIFY(card()->rect().contains(find<QWidget>(button)->geometry()));
            press(Qt::Key_Right);
        }
    }

    void theCardLiesBesideItsPart()
    {
        take();
        const QRect items = find<QWidget>("side_toAssign")->rect();
        const QPoint place = find<QWidget>("side_toAssign")->mapTo(m_window.get(), QPoint());
        QVERIFY(!card()->geometry().intersects(items.translated(place)));
        walkTo(3);
        const QWidget *pane = find<QWidget>("detailPane");
        QVERIFY(!card()->geometry().intersects(QRect(pane->mapTo(m_window.get(), QPoint()), pane->size())));
    }

    void thePageComesBack()
    {
        open();
        m_window->showPlumbers();
        QTRY_COMPARE(m_window->focusWidget(), find<QWidget>("plumbersTable"));
        m_window->startTour();
        QVERIFY(table()->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(find<QWidget>("plumbersTable")->isVisible());
        QCOMPARE(m_window->focusWidget(), find<QWidget>("plumbersTable"));
    }

    void adminsAreShownTheOfficesPages()
    {
        replica::SourceBook book(m_office->client);
        replica::SourceCommands commands(m_office->client, book);
        replica::SourceTester tester(m_office->client, m_office->replica);
        SourceContext sources{book, commands, tester};
        m_office->context.isAdmin = true;
        m_office->context.sources = &sources;
        take();
        QCOMPARE(number(), u"1 of 7"_s);
        walkTo(6);
        QCOMPARE(card()->accessibleName(), u"Set up the office"_s);
        m_window.reset(); // before what it shows
    }

    void aTourThatWasTakenIsNotOfferedAgain()
    {
        open();
        m_window->welcome();
        QTest::mouseClick(find<QPushButton>("welcomeTour"), Qt::LeftButton);
        QVERIFY(isOn());
        QVERIFY(!find<QWidget>("welcomeBar")->isVisible());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!tour());
        QCOMPARE(m_window->focusWidget(), table());
        m_window->welcome();
        QVERIFY(!find<QWidget>("welcomeBar")->isVisible());
    }
};

QTEST_MAIN(TourTest)
#include "tst_tour.moc"
