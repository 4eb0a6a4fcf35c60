#include "ui/widgets/notice.h"

#include <QEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace pl::ui;
using namespace std::chrono_literals;

class NoticeTest : public QObject
{
    Q_OBJECT

    QWidget m_window;
    QLineEdit *m_field = nullptr;
    Notice *m_notice = nullptr;

    QToolButton *button(const QString &name) { return m_notice->findChild<QToolButton *>(name); }

private Q_SLOTS:
    void init()
    {
        delete m_notice;
        delete m_field;
        m_field = new QLineEdit(&m_window);
        m_notice = new Notice(&m_window);
        m_window.resize(700, 400);
        m_window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_window));
        m_field->setFocus();
    }

    void showsAtTheBottomAndLeavesTheFocus()
    {
        m_notice->present(QStringLiteral("Maria assigned to Ann Lee"), Notice::Kind::Done, QStringLiteral("Undo"));
        QVERIFY(m_notice->isVisible());
        QCOMPARE(m_notice->text(), QStringLiteral("Maria assigned to Ann Lee"));
        QVERIFY(m_window.rect().contains(m_notice->geometry()));
        QVERIFY(m_notice->geometry().top() > m_window.height() / 2);
        QCOMPARE(m_window.focusWidget(), m_field);
    }

    void actionIsSentOnceAndClosesIt()
    {
        const QSignalSpy triggered(m_notice, &Notice::actionTriggered);
        m_notice->present(QStringLiteral("Done"), Notice::Kind::Done, QStringLiteral("Undo"));
        QTest::mouseClick(button(QStringLiteral("noticeAction")), Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(m_notice->isHidden());
    }

    void otherWordsAreForTheirNoticeAlone()
    {
        m_notice->present(QStringLiteral("in 8 s"), Notice::Kind::Done, QStringLiteral("Undo"));
        m_notice->reword(QStringLiteral("in 8 s"), QStringLiteral("in 7 s"));
        QCOMPARE(m_notice->text(), QStringLiteral("in 7 s"));
        QVERIFY(button(QStringLiteral("noticeAction"))->isVisible());
        m_notice->reword(QStringLiteral("in 8 s"), QStringLiteral("in 6 s"));
        QCOMPARE(m_notice->text(), QStringLiteral("in 7 s"));
        m_notice->dismiss();
        m_notice->reword(QStringLiteral("in 7 s"), QStringLiteral("in 6 s"));
        QVERIFY(m_notice->isHidden());
    }

    void withoutAnActionThereIsNoButton()
    {
        m_notice->present(QStringLiteral("Done"));
        QVERIFY(button(QStringLiteral("noticeAction"))->isHidden());
        QTest::mouseClick(button(QStringLiteral("noticeClose")), Qt::LeftButton);
        QVERIFY(m_notice->isHidden());
    }

    // Whether a notice stays is told by one beside it that was presented later and has gone already.

    void goesByItselfButProblemsStayLonger()
    {
        QWidget elsewhere;
        Notice other(&elsewhere);
        for (Notice *notice : {m_notice, &other})
            notice->setLifetimes(30ms, 1h);
        m_notice->present(QStringLiteral("Ada was faster"), Notice::Kind::Problem);
        other.present(QStringLiteral("Done"));
        QTRY_VERIFY(other.isHidden());
        QVERIFY(m_notice->isVisible());
    }

    void staysWhileTheMouseIsOnIt()
    {
        QWidget elsewhere;
        Notice other(&elsewhere);
        for (Notice *notice : {m_notice, &other})
            notice->setLifetimes(30ms, 30ms);
        m_notice->present(QStringLiteral("Done"));
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QApplication::sendEvent(m_notice, &enter);
        other.present(QStringLiteral("Done"));
        QTRY_VERIFY(other.isHidden());
        QVERIFY(m_notice->isVisible());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_notice, &leave);
        QTRY_VERIFY(m_notice->isHidden());
    }

    void longSentencesWrapInsideANarrowWindow()
    {
        m_window.resize(320, 300);
        m_notice->present(QString(30, u'x') + QString(QStringLiteral(" many words")).repeated(12),
                          Notice::Kind::Problem, QStringLiteral("Try again"));
        QTRY_VERIFY(m_window.rect().contains(m_notice->geometry()));
        m_window.resize(640, 300);
        QTRY_VERIFY(m_notice->width() > 320);
    }
};

QTEST_MAIN(NoticeTest)
#include "tst_notice.moc"
