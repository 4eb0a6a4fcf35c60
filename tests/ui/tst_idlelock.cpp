#include "ui/account/idlelock.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace pl;
using namespace pl::ui;
using namespace std::chrono_literals;

/// The lock over a window with something typed in it.
class TestIdleLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_settings->setValue(QStringLiteral("lock/afterMinutes"), 10);
        m_now = Timestamp::fromMSecs(1'795'000'000'000);
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 600);
        m_typed = new QLineEdit;
        m_button = new QPushButton(QStringLiteral("Press"));
        auto *rows = new QVBoxLayout(m_window.get());
        rows->addWidget(m_typed);
        rows->addWidget(m_button);
        m_action = new QAction(m_window.get());
        m_action->setShortcut(Qt::CTRL | Qt::Key_K);
        m_window->addAction(m_action);
        m_window->show();
        m_typed->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void locksWhenNobodyUsesTheWindow()
    {
        IdleLock *lock = begin(10ms);
        const QSignalSpy changed(lock, &IdleLock::lockedChanged);
        pass(9min);
        QTest::keyClicks(m_typed, QStringLiteral("a"));
        pass(9min);
        QTest::keyClicks(m_typed, QStringLiteral("b"));
        QVERIFY(!lock->isLocked());
        pass(10min);
        QTRY_VERIFY(lock->isLocked());
        QCOMPARE(changed.size(), 1);
        QVERIFY(screen()->isVisible());
        QCOMPARE(screen()->geometry(), m_window->rect());
        QTRY_VERIFY(password()->hasFocus());
        QCOMPARE(m_typed->text(), QStringLiteral("ab"));
    }

    void neverLocksUnlessItIsToldTo()
    {
        m_settings->remove(QStringLiteral("lock/afterMinutes"));
        IdleLock *lock = begin(1h);
        pass(24h);
        QTest::keyClicks(m_typed, QStringLiteral("a"));
        QVERIFY(!lock->isLocked());
        QCOMPARE(m_typed->text(), QStringLiteral("a"));
    }

    /// The computer slept: no time passed for a timer.
    void theFirstKeyAfterALongTimeFindsItLocked()
    {
        IdleLock *lock = begin(1h);
        pass(11min);
        QTest::keyClicks(m_typed, QStringLiteral("a"));
        QVERIFY(lock->isLocked());
        QCOMPARE(m_typed->text(), QString());
    }

    void aWindowThatComesBackLaterIsLockedBeforeItIsSeen()
    {
        IdleLock *lock = begin(1h);
        m_window->hide();
        pass(11min);
        QVERIFY(!lock->isLocked());
        m_window->show();
        QVERIFY(lock->isLocked());
        QTRY_VERIFY(screen()->isVisible());
    }

    void nothingBehindTheScreenCanBeReached()
    {
        IdleLock *lock = begin(1h);
        const QSignalSpy triggered(m_action, &QAction::triggered);
        const QSignalSpy clicked(m_button, &QPushButton::clicked);
        lock->lock();
        QTest::keyClicks(m_typed, QStringLiteral("a"));
        QTest::mouseClick(m_button, Qt::LeftButton);
        QTest::keyClick(password(), Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(m_typed->text(), QString());
        QCOMPARE(triggered.size(), 0);
        QCOMPARE(clicked.size(), 0);
        m_typed->setFocus();
        QTRY_VERIFY2(password()->hasFocus(), "the keyboard comes back");
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
            QVERIFY(screen()->isAncestorOf(m_window->focusWidget()));
        }
        m_window->resize(900, 700);
        QTRY_COMPARE(screen()->geometry(), m_window->rect());
        lock->unlock();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(triggered.size(), 1);
    }

    void thePasswordBringsEverythingBack()
    {
        IdleLock *lock = begin(1h);
        QTest::keyClicks(m_typed, QStringLiteral("half a note"));
        lock->lock();
        QSignalSpy asked(lock, &IdleLock::unlockRequested);
        QTest::keyClick(password(), Qt::Key_Return);
        QVERIFY2(asked.isEmpty(), "no password, no question");
        QTest::keyClicks(password(), QStringLiteral("wrong words"));
        QTest::keyClick(password(), Qt::Key_Return);
        QCOMPARE(asked.takeFirst().value(0).toString(), QStringLiteral("wrong words"));
        QTest::keyClick(password(), Qt::Key_Return);
        QVERIFY2(asked.isEmpty(), "it is being asked already");
        lock->refuse(QStringLiteral("Wrong password."));
        QCOMPARE(m_window->findChild<QLabel *>(QStringLiteral("lockProblem"))->text(),
                 QStringLiteral("Wrong password."));
        QVERIFY(lock->isLocked());
        QTest::keyClicks(password(), QStringLiteral("secret words"));
        QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("unlock")), Qt::LeftButton);
        QCOMPARE(asked.takeFirst().value(0).toString(), QStringLiteral("secret words"));
        lock->unlock();
        QVERIFY(!lock->isLocked());
        QTRY_VERIFY(!screen());
        QCOMPARE(m_typed->text(), QStringLiteral("half a note"));
        QCOMPARE(m_window->focusWidget(), m_typed);
        QVERIFY(!m_settings->contains(QStringLiteral("lock/locked")));
    }

    void anOpenFormIsAwayAndComesBackAsItWas()
    {
        IdleLock *lock = begin(1h);
        auto *form = new QDialog(m_window.get());
        auto *field = new QLineEdit(form);
        form->open();
        QVERIFY(QTest::qWaitForWindowActive(form));
        field->setText(QStringLiteral("Maria"));
        const QSignalSpy finished(form, &QDialog::finished);
        lock->lock();
        QVERIFY(!form->isVisible());
        lock->unlock();
        QVERIFY(form->isVisible());
        QCOMPARE(form->windowModality(), Qt::WindowModal);
        QCOMPARE(field->text(), QStringLiteral("Maria"));
        QCOMPARE(finished.size(), 0);
    }

    void whatOpensMeanwhileWaits()
    {
        IdleLock *lock = begin(1h);
        lock->lock();
        auto *late = new QDialog(m_window.get());
        late->open();
        QTRY_VERIFY(!late->isVisible());
        lock->unlock();
        QTRY_VERIFY(late->isVisible());
    }

    void whatRisesMeanwhileStaysBehindTheScreen()
    {
        IdleLock *lock = begin(1h);
        lock->lock();
        QWidget popup(m_window.get());
        popup.setGeometry(m_window->rect());
        popup.show();
        popup.raise();
        QTRY_VERIFY(screen()->isAncestorOf(m_window->childAt(m_window->rect().center())) ||
                    m_window->childAt(m_window->rect().center()) == screen());
    }

    void windowsThatAreNotTheOfficesStay()
    {
        IdleLock *lock = begin(1h);
        QLineEdit other;
        other.show();
        lock->lock();
        QVERIFY(other.isVisible());
        QTest::keyClicks(&other, QStringLiteral("a"));
        QCOMPARE(other.text(), QStringLiteral("a"));
    }

    void aRestartFindsItLocked()
    {
        begin(1h)->lock();
        delete m_lock;
        QVERIFY(m_settings->value(QStringLiteral("lock/locked")).toBool());
        IdleLock *again = begin(1h);
        QVERIFY(again->isLocked());
        IdleLock::release(*m_settings);
        delete m_lock;
        QVERIFY2(!begin(1h)->isLocked(), "somebody signed in with the password");
    }

    void signingOutIsAWayOut()
    {
        IdleLock *lock = begin(1h);
        lock->lock();
        const QSignalSpy out(lock, &IdleLock::signOutRequested);
        QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("lockSignOut")), Qt::LeftButton);
        QCOMPARE(out.size(), 1);
        QVERIFY2(screen()->isVisible(), "until the window is gone");
        QVERIFY(!m_settings->contains(QStringLiteral("lock/locked")));
    }

private:
    IdleLock *begin(std::chrono::milliseconds look)
    {
        m_lock = new IdleLock(
            *m_window, *m_settings, QStringLiteral("sam@office.test"), QStringLiteral("office.example"),
            [this] { return m_now; }, look);
        return m_lock;
    }
    void pass(std::chrono::seconds time) { m_now = m_now.addSeconds(time.count()); }
    QWidget *screen() { return m_window->findChild<QWidget *>(QStringLiteral("lockScreen")); }
    QLineEdit *password() { return m_window->findChild<QLineEdit *>(QStringLiteral("lockPassword")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    Timestamp m_now;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_typed = nullptr;
    QPushButton *m_button = nullptr;
    QAction *m_action = nullptr;
    IdleLock *m_lock = nullptr;
};

QTEST_MAIN(TestIdleLock)
#include "tst_idlelock.moc"
