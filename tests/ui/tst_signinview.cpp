#include "ui/signin/signinview.h"

#include "tests/support/testwords.h"
#include "ui/signin/capslock.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pl::ui;
using pl::test::words;
using Field = SignInView::Field;

class TestSignInView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void signsInByKeysAlone();
    void asksForWhatIsMissing_data();
    void asksForWhatIsMissing();
    void keptSignInNeedsNoPassword();
    void showsAProblemBesideItsField_data();
    void showsAProblemBesideItsField();
    void typingTakesTheProblemAway();
    void aGeneralProblemIsAboveTheButton();
    void busyTakesNoInputAndEscapeGivesUp();
    void forgottenPasswordNeedsServerAndAddress();
    void capsLockIsShown();
    void capsLockFromKeys_data();
    void capsLockFromKeys();
    void passwordCanBeSeen();
    void plainHttpIsWarnedOf_data();
    void plainHttpIsWarnedOf();
    void keyFieldShowsWhenItIsNeeded();
    void knownAccountsAreChosenByKeys();
    void anotherAccountHasFields();
    void aProblemOfTheServerShowsItsField();
    void accountsAreForgottenByKey();

private:
    template <class T>
    T *child(const char *name) const
    {
        return m_view->findChild<T *>(QString::fromLatin1(name));
    }
    void type(const char *name, const char *text) { QTest::keyClicks(child<QLineEdit>(name), words(text)); }

    std::unique_ptr<SignInView> m_view;
};

void TestSignInView::init()
{
    m_view = std::make_unique<SignInView>();
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestSignInView::signsInByKeysAlone()
{
    QSignalSpy asked(m_view.get(), &SignInView::signInRequested);
    m_view->focusFirstEmpty();
    QTRY_COMPARE(m_view->focusWidget(), child<QLineEdit>("signInServer"));
    QTest::keyClicks(m_view->focusWidget(), words("office.example"));
    QTest::keyClick(m_view->focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(m_view->focusWidget(), words("sam@office.test"));
    QTest::keyClick(m_view->focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(m_view->focusWidget(), words("secret words"));
    QTest::keyClick(m_view->focusWidget(), Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    const auto input = asked.first().first().value<SignInInput>();
    QCOMPARE(input.server, words("office.example"));
    QCOMPARE(input.email, words("sam@office.test"));
    QCOMPARE(input.password, words("secret words"));
    QVERIFY(input.remember);
}

void TestSignInView::asksForWhatIsMissing_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("problem");
    QTest::newRow("nothing typed") << ""
                                   << ""
                                   << ""
                                   << "signInServerProblem";
    QTest::newRow("no address") << "office.example"
                                << ""
                                << "x"
                                << "signInEmailProblem";
    QTest::newRow("no @") << "office.example"
                          << "sam"
                          << "x"
                          << "signInEmailProblem";
    QTest::newRow("no password") << "office.example"
                                 << "sam@office.test"
                                 << ""
                                 << "signInPasswordProblem";
}

void TestSignInView::asksForWhatIsMissing()
{
    QFETCH(QString, server);
    QFETCH(QString, email);
    QFETCH(QString, password);
    QFETCH(QString, problem);
    QSignalSpy asked(m_view.get(), &SignInView::signInRequested);
    m_view->setInput({server, {}, email, password, true});
    QTest::mouseClick(child<QPushButton>("signInButton"), Qt::LeftButton);
    QCOMPARE(asked.count(), 0);
    auto *label = m_view->findChild<QLabel *>(problem);
    QVERIFY(label && label->isVisible());
    QVERIFY(!label->text().isEmpty());
    QCOMPARE(m_view->focusWidget()->objectName() + words("Problem"), problem);
}

void TestSignInView::keptSignInNeedsNoPassword()
{
    QSignalSpy asked(m_view.get(), &SignInView::signInRequested);
    m_view->setAccounts({{words("office.example"), {}, words("sam@office.test"), true}});
    m_view->setInput({words("office.example"), {}, words("sam@office.test"), {}, true});
    QTest::keyClick(child<QLineEdit>("signInPassword"), Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
}

void TestSignInView::showsAProblemBesideItsField_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("edit");
    QTest::newRow("server") << int(Field::Server) << "signInServer";
    QTest::newRow("key") << int(Field::Key) << "signInKey";
    QTest::newRow("e-mail") << int(Field::Email) << "signInEmail";
    QTest::newRow("password") << int(Field::Password) << "signInPassword";
}

void TestSignInView::showsAProblemBesideItsField()
{
    QFETCH(int, field);
    QFETCH(QString, edit);
    m_view->setInput({words("a"), {}, words("b@c"), words("wrong"), true});
    m_view->setBusy(true, words("Signing in …"));
    m_view->showProblem(static_cast<Field>(field), words("This is not right."));
    auto *label = m_view->findChild<QLabel *>(edit + words("Problem"));
    QVERIFY(label->isVisible());
    QCOMPARE(label->text(), words("This is not right."));
    QCOMPARE(m_view->focusWidget()->objectName(), edit);
    QVERIFY(!m_view->isBusy());
    // What is wrong is selected: typing replaces it.
    QCOMPARE(child<QLineEdit>("signInPassword")->hasSelectedText(), edit == words("signInPassword"));
}

void TestSignInView::typingTakesTheProblemAway()
{
    m_view->showProblem(Field::Password, words("Wrong."));
    QVERIFY(child<QLabel>("signInPasswordProblem")->isVisible());
    type("signInPassword", "n");
    QVERIFY(!child<QLabel>("signInPasswordProblem")->isVisible());
}

void TestSignInView::aGeneralProblemIsAboveTheButton()
{
    m_view->showProblem(Field::None, words("Too many tries."));
    auto *problem = child<QLabel>("signInProblem");
    QVERIFY(problem->isVisible());
    QTRY_VERIFY(problem->geometry().bottom() < child<QPushButton>("signInButton")->geometry().top());
}

void TestSignInView::busyTakesNoInputAndEscapeGivesUp()
{
    QSignalSpy asked(m_view.get(), &SignInView::signInRequested);
    QSignalSpy cancelled(m_view.get(), &SignInView::cancelled);
    m_view->setInput({words("a"), {}, words("b@c"), words("x"), true});
    m_view->setBusy(true, words("Signing in …"));
    QCOMPARE(child<QPushButton>("signInButton")->text(), words("Signing in …"));
    QVERIFY(!child<QLineEdit>("signInEmail")->isEnabled());
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(asked.count(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(child<QLineEdit>("signInEmail")->isEnabled());
    QCOMPARE(child<QPushButton>("signInButton")->text(), words("Sign in"));
}

void TestSignInView::forgottenPasswordNeedsServerAndAddress()
{
    QSignalSpy asked(m_view.get(), &SignInView::recoveryRequested);
    m_view->setInput({words("office.example"), {}, {}, {}, true});
    QTest::mouseClick(child<QPushButton>("signInForgot"), Qt::LeftButton);
    QCOMPARE(asked.count(), 0);
    QVERIFY(child<QLabel>("signInEmailProblem")->isVisible());
    type("signInEmail", "sam@office.test");
    QTest::mouseClick(child<QPushButton>("signInForgot"), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    m_view->showMessage(words("It is on its way."));
    QVERIFY(child<QLabel>("signInMessage")->isVisible());
}

void TestSignInView::capsLockIsShown()
{
    auto *hint = child<QLabel>("signInCapsLock");
    QVERIFY(!hint->isVisible());
    QKeyEvent capital(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, words("A"));
    QCoreApplication::sendEvent(child<QLineEdit>("signInPassword"), &capital);
    QVERIFY(hint->isVisible());
    QKeyEvent small(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, words("a"));
    QCoreApplication::sendEvent(child<QLineEdit>("signInPassword"), &small);
    QVERIFY(!hint->isVisible());
}

void TestSignInView::capsLockFromKeys_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("before");
    QTest::addColumn<int>("told"); // -1: nothing
    const int none = Qt::NoModifier;
    const int shift = Qt::ShiftModifier;
    QTest::newRow("capital without Shift") << int(Qt::Key_B) << none << "B" << false << 1;
    QTest::newRow("small with Shift") << int(Qt::Key_B) << shift << "b" << false << 1;
    QTest::newRow("capital with Shift") << int(Qt::Key_B) << shift << "B" << true << 0;
    QTest::newRow("small without Shift") << int(Qt::Key_B) << none << "b" << true << 0;
    QTest::newRow("a digit tells nothing") << int(Qt::Key_1) << none << "1" << false << -1;
    QTest::newRow("a letter without capitals") << 0 << none << QString(QChar(0x05D0)) << false << -1;
    QTest::newRow("a shortcut tells nothing") << int(Qt::Key_V) << int(Qt::ControlModifier) << "V" << false << -1;
    QTest::newRow("Caps Lock ends it") << int(Qt::Key_CapsLock) << none << "" << true << 0;
    QTest::newRow("Caps Lock, not known before") << int(Qt::Key_CapsLock) << none << "" << false << -1;
}

void TestSignInView::capsLockFromKeys()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(QString, text);
    QFETCH(bool, before);
    QFETCH(int, told);
    const QKeyEvent event(QEvent::KeyPress, key, Qt::KeyboardModifiers(modifiers), text);
    const std::optional<bool> on = capsLockFrom(event, before);
    QCOMPARE(on ? int(*on) : -1, told);
}

void TestSignInView::passwordCanBeSeen()
{
    auto *password = child<QLineEdit>("signInPassword");
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    auto *eye = child<QAction>("signInShowPassword");
    eye->trigger();
    QCOMPARE(password->echoMode(), QLineEdit::Normal);
    QCOMPARE(eye->text(), words("Hide the password"));
    eye->trigger();
    QCOMPARE(password->echoMode(), QLineEdit::Password);
}

void TestSignInView::plainHttpIsWarnedOf_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<bool>("warned");
    QTest::newRow("another machine") << "http://192.168.1.5:8080" << true;
    QTest::newRow("capitals") << "HTTP://office.example" << true;
    QTest::newRow("encrypted") << "https://office.example" << false;
    QTest::newRow("no scheme") << "office.example" << false;
    QTest::newRow("this machine") << "http://127.0.0.1:8080" << false;
    QTest::newRow("this machine by name") << "http://localhost:8080" << false;
    QTest::newRow("not typed to the end") << "http://" << false;
}

void TestSignInView::plainHttpIsWarnedOf()
{
    QFETCH(QString, server);
    QFETCH(bool, warned);
    m_view->setInput({server, {}, {}, {}, true});
    QCOMPARE(child<QLabel>("signInPlainHttp")->isVisible(), warned);
}

void TestSignInView::keyFieldShowsWhenItIsNeeded()
{
    auto *key = child<QLineEdit>("signInKey");
    QVERIFY(!key->isVisible());
    m_view->showProblem(Field::Key, words("Paste the key here."));
    QVERIFY(key->isVisible());
    QTest::mouseClick(child<QPushButton>("signInAdvanced"), Qt::LeftButton);
    QVERIFY(!key->isVisible());
    m_view->setInput({words("a"), words("sb_publishable_1"), {}, {}, true});
    QVERIFY(key->isVisible());
}

void TestSignInView::knownAccountsAreChosenByKeys()
{
    QSignalSpy asked(m_view.get(), &SignInView::signInRequested);
    auto *list = child<AccountList>("signInAccounts");
    QVERIFY(!list->isVisible());
    m_view->setAccounts({{words("office.example"), {}, words("sam@office.test"), false},
                         {words("http://127.0.0.1:8080"), words("sb_publishable_1"), words("ada@office.test"), true}});
    m_view->setInput({words("office.example"), {}, words("sam@office.test"), {}, true});
    QVERIFY(list->isVisible());
    QCOMPARE(list->currentRow(), 0);
    QVERIFY(!child<QLineEdit>("signInServer")->isVisible());
    m_view->focusFirstEmpty();
    QCOMPARE(m_view->focusWidget()->objectName(), words("signInPassword"));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(child<QLineEdit>("signInPassword")->placeholderText().contains(words("Still signed in")));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    const auto input = asked.first().first().value<SignInInput>();
    QCOMPARE(input.server, words("http://127.0.0.1:8080"));
    QCOMPARE(input.anonKey, words("sb_publishable_1"));
    QCOMPARE(input.email, words("ada@office.test"));
    // The other one did not stay signed in: Enter leads to its password.
    QTest::keyClick(list, Qt::Key_Up);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(m_view->focusWidget()->objectName(), words("signInPassword"));
}

void TestSignInView::anotherAccountHasFields()
{
    m_view->setAccounts({{words("office.example"), {}, words("sam@office.test"), true}});
    m_view->setInput({words("office.example"), {}, words("sam@office.test"), {}, true});
    auto *list = child<AccountList>("signInAccounts");
    QTest::keyClick(list, Qt::Key_End);
    QVERIFY(child<QLineEdit>("signInServer")->isVisible());
    QCOMPARE(m_view->input().server, QString());
    QCOMPARE(m_view->input().email, QString());
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_view->focusWidget()->objectName(), words("signInServer"));
    QVERIFY(!child<QPushButton>("signInForget")->isVisible());
}

void TestSignInView::aProblemOfTheServerShowsItsField()
{
    m_view->setAccounts({{words("office.example"), {}, words("sam@office.test"), true}});
    m_view->setInput({words("office.example"), {}, words("sam@office.test"), {}, true});
    m_view->showProblem(Field::Server, words("It can't be reached."));
    QVERIFY(child<QLabel>("signInServerProblem")->isVisible());
    QCOMPARE(m_view->focusWidget()->objectName(), words("signInServer"));
}

void TestSignInView::accountsAreForgottenByKey()
{
    QSignalSpy forgotten(m_view.get(), &SignInView::forgetRequested);
    const KnownAccount sam{words("office.example"), {}, words("sam@office.test"), true};
    m_view->setAccounts({sam});
    m_view->setInput({sam.server, {}, sam.email, {}, true});
    auto *list = child<AccountList>("signInAccounts");
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(forgotten.count(), 1);
    QCOMPARE(forgotten.first().first().value<KnownAccount>(), sam);
    QTest::mouseClick(child<QPushButton>("signInForget"), Qt::LeftButton);
    QCOMPARE(forgotten.count(), 2);
    QTest::keyClick(list, Qt::Key_Down); // "Another account" is nobody's
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(forgotten.count(), 2);
}

QTEST_MAIN(TestSignInView)
#include "tst_signinview.moc"
