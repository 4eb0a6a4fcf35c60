#include "app/presence.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl::app;
using namespace std::chrono_literals;

/// Whether anybody looks at the window, by what the program can see of it.
class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWindowThatIsUsedIsWorkedWith()
    {
        QWidget window;
        Presence presence(window, 1h);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(presence.attention(), Attention::Working);
    }

    void workEndsSomeTimeAfterTheLastKey()
    {
        QWidget window;
        Presence presence(window, 20ms);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_COMPARE(presence.attention(), Attention::Watching);
        QSignalSpy changed(&presence, &Presence::changed);
        QTest::keyClick(&window, Qt::Key_A);
        QCOMPARE(changed.size(), 1);
        QTRY_COMPARE(presence.attention(), Attention::Watching);
    }

    void aHiddenWindowIsLeft()
    {
        QWidget window;
        Presence presence(window, 1h);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.hide();
        QTRY_COMPARE(presence.attention(), Attention::Away);
        window.show();
        QTRY_COMPARE(presence.attention(), Attention::Working);
        window.showMinimized();
        QTRY_COMPARE(presence.attention(), Attention::Away);
        window.showNormal();
        QTRY_COMPARE(presence.attention(), Attention::Working);
    }

    void aLeadIsSeenWithinTwoSecondsWhileSomebodyLooks()
    {
        QVERIFY(pollIntervalOf(Attention::Working) <= 1s);
        QVERIFY(pollIntervalOf(Attention::Watching) < 2s);
        QVERIFY(pollIntervalOf(Attention::Away) > pollIntervalOf(Attention::Watching));
    }
};

QTEST_MAIN(TestPresence)
#include "tst_presence.moc"
