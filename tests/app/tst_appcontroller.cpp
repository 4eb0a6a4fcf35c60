#include "app/appcontroller.h"

#include "app/office.h"
#include "app/signinwindow.h"
#include "tests/app/appfixture.h"
#include "tests/support/testwords.h"
#include "ui/alerts/desktopalerts.h"
#include "ui/widgets/draftstore.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::app;
using namespace pl::test;

namespace {

constexpr char kConfig[] = "/api/v1/config";
constexpr char kToken[] = "/auth/v1/token";

} // namespace

/// The whole desktop program, window and all, on a server in memory.
class TestAppController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void typedSignInOpensTheOffice();
    void wrongPasswordStaysOnThePage();
    void escapeGivesUpWaiting();
    void staysSignedInOverARestart();
    void notRememberedMeansNothingIsKept();
    void keptSignInThatEndedAsksForThePassword();
    void keptSignInWorksOnceTheServerIsBack();
    void keychainThatHangsCanBeSkipped();
    void keychainThatLostItSaysSo();
    void keychainThatTakesNothingIsTold();
    void renewedTokenIsKept();
    void signOutForgetsEverywhere();
    void theTrayLeadsNowhereOnceSignedOut();
    void renewalUnderWayAtSignOutChangesNothing();
    void commandLineSignsInAndRemembersNothing();
    void anotherServerOnTheCommandLineDoesNotUseTheKeptSignIn();
    void raiseShowsTheRightWindow();
    void everyAccountKeepsItsOwnSignIn();
    void forgottenAccountIsGone();
    void givingUpKeepsTheExchangedToken();
    void wrongClockIsTold();
    void endedSignInKeepsWhatIsTyped();
    void endedSignInCanWait();
    void whoLeftTheOfficeMeanwhileLeavesIt();
    void aLockedWindowOpensWithThePassword();
    void aLockedWindowStaysLockedOverARestart();
    void forgettingTheServerForgetsEverySignInThere();
    void everyComputerIsLeftByKeys();
    void passwordIsChangedByKeys();
    void passwordChangeMayNeedACode();

private:
    void start(const CommandLine &line = {});
    void expectSignIn(const std::string &role = "staff", const std::string &token = "refresh-1");
    void signIn();
    /// Until the keychain has answered: a program that ends sooner asks for the password at its next start.
    void signInToStay();
    QLineEdit *edit(const char *name) const
    {
        return m_app->signInWindow().findChild<QLineEdit *>(QString::fromLatin1(name));
    }
    QString label(const char *name) const
    {
        const auto *found = m_app->signInWindow().findChild<QLabel *>(QString::fromLatin1(name));
        return found && found->isVisible() ? found->text() : QString();
    }
    ui::MainWindow &window() const { return m_app->office()->window(); }
    template <class W>
    W *find(const char *name) const
    {
        return window().findChild<W *>(QString::fromLatin1(name));
    }
    void trigger(const char *action) const { find<QAction>(action)->trigger(); }
    QString notice() const
    {
        const auto *found = window().centralWidget()->findChild<ui::Notice *>({}, Qt::FindDirectChildrenOnly);
        return found->isVisible() ? found->text() : QString();
    }
    static void type(QDialog *dialog, const char *field, const char *text)
    {
        auto *edit = dialog->findChild<QLineEdit *>(QString::fromLatin1(field));
        edit->selectAll();
        QTest::keyClicks(edit, words(text));
    }
    static QString said(QDialog *dialog, const char *label)
    {
        const auto *found = dialog->findChild<QLabel *>(QString::fromLatin1(label));
        return found && found->isVisible() ? found->text() : QString();
    }
    void endSignIn();
    /// As if a note on lead 1 had been left half written.
    void keepADraft(const char *email = "sam@office.test")
    {
        const QString account = ui::DraftStore::accountOf(words("office.example"), words(email));
        const QString note = words("note/") + QString::fromStdString(FakeTransport::leadId(1));
        ui::DraftStore(*m_settings, account).keep(note, words("Wants a quote"));
        QVERIFY(hasDraft());
    }
    bool hasDraft() const
    {
        const QStringList keys = m_settings->allKeys();
        return std::any_of(keys.cbegin(), keys.cend(),
                           [](const QString &key) { return key.startsWith(words("drafts/")); });
    }
    bool onSignInPage() const { return m_app->signInWindow().isVisible() && !m_app->office(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<FakeTransport> m_server;
    std::unique_ptr<MemoryTokenStore> m_tokens;
    std::unique_ptr<AppController> m_app;
};

void TestAppController::init()
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(words("settings.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<ui::Theme>(*m_settings);
    m_server = std::make_unique<FakeTransport>();
    m_server->fillOffice(3);
    m_tokens = std::make_unique<MemoryTokenStore>();
}

void TestAppController::cleanup()
{
    m_app.reset();
    m_tokens.reset();
    m_server.reset();
    m_theme.reset();
    m_settings.reset();
}

void TestAppController::start(const CommandLine &line)
{
    m_app.reset();
    m_app = std::make_unique<AppController>(
        line, AppController::Parts{*m_settings, *m_theme, *m_tokens, factoryOf(*m_server)});
    m_app->start();
}

void TestAppController::expectSignIn(const std::string &role, const std::string &token)
{
    m_server->answerNext("GET", kConfig, keyOfServer());
    m_server->answerNext("POST", kToken, tokensFor(role, token));
}

void TestAppController::signIn()
{
    start();
    edit("signInServer")->setText(words("office.example"));
    edit("signInEmail")->setText(words("sam@office.test"));
    edit("signInPassword")->setText(words("secret words"));
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
}

void TestAppController::signInToStay()
{
    expectSignIn();
    signIn();
    QTRY_VERIFY(m_app->office() && m_app->accounts().known().value(0).kept);
}

void TestAppController::typedSignInOpensTheOffice()
{
    expectSignIn();
    signIn();
    QTRY_VERIFY(m_app->office());
    QVERIFY(!m_app->signInWindow().isVisible());
    ui::MainWindow &window = m_app->office()->window();
    QVERIFY(window.isVisible());
    auto *table = window.findChild<QTableView *>(words("leadsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QTRY_COMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-1"));
    // Neither password nor token is in the settings, and the page does not keep the password either.
    m_settings->sync();
    QFile file(m_settings->fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray stored = file.readAll();
    QVERIFY(stored.contains("office.example"));
    QVERIFY(!stored.contains("secret"));
    QVERIFY(!stored.contains("refresh-1"));
    QCOMPARE(edit("signInPassword")->text(), QString());
}

void TestAppController::wrongPasswordStaysOnThePage()
{
    m_server->answerNext("GET", kConfig, keyOfServer());
    m_server->answerNext("POST", kToken, refusal(400, "invalid_credentials", "Invalid login credentials"));
    signIn();
    QTRY_VERIFY(label("signInPasswordProblem").contains(words("Wrong e-mail address or password")));
    QVERIFY(onSignInPage());
    QCOMPARE(edit("signInEmail")->text(), words("sam@office.test"));
    QVERIFY(m_tokens->tokens.isEmpty());
    expectSignIn();
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QTRY_VERIFY(m_app->office());
}

void TestAppController::escapeGivesUpWaiting()
{
    m_server->setHanging(true);
    signIn();
    QVERIFY(m_app->signInWindow().view().isBusy());
    QTest::keyClick(&m_app->signInWindow().view(), Qt::Key_Escape);
    QVERIFY(!m_app->signInWindow().view().isBusy());
    expectSignIn();
    m_server->release();
    QCoreApplication::processEvents();
    QVERIFY(onSignInPage());
}

void TestAppController::staysSignedInOverARestart()
{
    signInToStay();
    expectSignIn("staff", "refresh-2");
    start();
    QTRY_VERIFY(m_app->office());
    QVERIFY(m_server->requests().size() > 0);
    QTRY_COMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-2"));
}

void TestAppController::notRememberedMeansNothingIsKept()
{
    expectSignIn();
    start();
    m_app->signInWindow().view().setInput(
        {words("office.example"), {}, words("sam@office.test"), words("secret words"), false});
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QTRY_VERIFY(m_app->office());
    QVERIFY(m_tokens->tokens.isEmpty());
    start();
    QVERIFY(onSignInPage());
    QVERIFY(!m_app->signInWindow().view().isBusy());
    QCOMPARE(edit("signInEmail")->text(), words("sam@office.test"));
}

void TestAppController::keptSignInThatEndedAsksForThePassword()
{
    signInToStay();
    m_server->answerNext("GET", kConfig, keyOfServer());
    m_server->answerNext("POST", kToken, refusal(400, "refresh_token_not_found", "Invalid Refresh Token"));
    start();
    QTRY_VERIFY(label("signInPasswordProblem").contains(words("no longer signed in")));
    // An empty password is no longer enough.
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QCOMPARE(label("signInPasswordProblem"), words("Type your password."));
}

void TestAppController::keptSignInWorksOnceTheServerIsBack()
{
    signInToStay();
    m_server->setOffline(true);
    start();
    QTRY_VERIFY(label("signInServerProblem").contains(words("can't be reached")));
    m_server->setOffline(false);
    expectSignIn("staff", "refresh-2");
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QTRY_VERIFY(m_app->office());
}

void TestAppController::keychainThatHangsCanBeSkipped()
{
    signInToStay();
    m_tokens->hanging = true;
    start();
    QVERIFY(m_app->signInWindow().view().isBusy());
    QTest::keyClick(&m_app->signInWindow().view(), Qt::Key_Escape);
    expectSignIn();
    edit("signInPassword")->setText(words("secret words"));
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QTRY_VERIFY(m_app->office());
}

void TestAppController::keychainThatLostItSaysSo()
{
    signInToStay();
    m_tokens->failure = Error{ErrorCode::TimedOut, words("The keychain did not answer in time.")};
    start();
    QTRY_VERIFY(label("signInMessage").contains(words("keychain")));
    QCOMPARE(edit("signInServer")->text(), words("office.example"));
}

void TestAppController::keychainThatTakesNothingIsTold()
{
    m_tokens->failure = Error{ErrorCode::Unavailable, words("There is no keychain.")};
    expectSignIn();
    signIn();
    QTRY_VERIFY(m_app->office());
    const auto *notice =
        m_app->office()->window().centralWidget()->findChild<ui::Notice *>({}, Qt::FindDirectChildrenOnly);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(words("asked for your password")));
    // The next start asks, and does not wait for the keychain.
    start();
    QVERIFY(onSignInPage());
    QVERIFY(!m_app->signInWindow().view().isBusy());
}

void TestAppController::renewedTokenIsKept()
{
    expectSignIn();
    signIn();
    QTRY_VERIFY(m_app->office());
    m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-2"));
    m_app->office()->session().renew();
    QTRY_COMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-2"));
}

void TestAppController::signOutForgetsEverywhere()
{
    signInToStay();
    m_app->office()->window().findChild<QAction *>(words("actionSignOut"))->trigger();
    QTRY_VERIFY(onSignInPage());
    QCOMPARE(label("signInMessage"), words("You are signed out."));
    QVERIFY(m_tokens->tokens.isEmpty());
    QTRY_COMPARE(m_server->countOf("POST", "/auth/v1/logout"), 1);
    start();
    QVERIFY(!m_app->signInWindow().view().isBusy());
}

/// The window stays for a moment, until the server knows of the sign-out.
void TestAppController::theTrayLeadsNowhereOnceSignedOut()
{
    signInToStay();
    const QPointer<ui::MainWindow> left = &window();
    trigger("actionSignOut");
    QTRY_VERIFY(onSignInPage());
    QVERIFY(left);
    left->findChild<ui::DesktopAlerts *>()->tray().menu().findChild<QAction *>(words("trayOpen"))->trigger();
    QVERIFY(!left->isVisible());
}

void TestAppController::renewalUnderWayAtSignOutChangesNothing()
{
    signInToStay();
    m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-2"));
    const QFuture<Result<>> renewal = m_app->office()->session().renew();
    m_app->office()->window().findChild<QAction *>(words("actionSignOut"))->trigger();
    QVERIFY(onSignInPage());
    QTRY_VERIFY(renewal.isFinished());
    QVERIFY(m_tokens->tokens.isEmpty());
    QCOMPARE(label("signInMessage"), words("You are signed out."));
}

void TestAppController::commandLineSignsInAndRemembersNothing()
{
    expectSignIn("admin");
    CommandLine line;
    line.server = words("http://127.0.0.1:8080");
    line.email = words("ada@office.test");
    line.password = words("secret words");
    start(line);
    QTRY_VERIFY(m_app->office());
    QVERIFY(m_tokens->tokens.isEmpty());
    QVERIFY(m_app->accounts().known().isEmpty());
}

void TestAppController::anotherServerOnTheCommandLineDoesNotUseTheKeptSignIn()
{
    signInToStay();
    CommandLine line;
    line.server = words("elsewhere.example");
    start(line);
    QVERIFY(!m_app->signInWindow().view().isBusy());
    QCOMPARE(edit("signInServer")->text(), words("elsewhere.example"));
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QCOMPARE(label("signInPasswordProblem"), words("Type your password."));
}

void TestAppController::raiseShowsTheRightWindow()
{
    start();
    m_app->signInWindow().hide();
    m_app->raise();
    QVERIFY(m_app->signInWindow().isVisible());
    expectSignIn();
    signIn();
    QTRY_VERIFY(m_app->office());
    m_app->office()->window().showMinimized();
    m_app->raise();
    QVERIFY(m_app->office()->window().isVisible());
    QVERIFY(!m_app->office()->window().isMinimized());
    QVERIFY(!m_app->signInWindow().isVisible());
}

void TestAppController::everyAccountKeepsItsOwnSignIn()
{
    signInToStay();
    m_server->setHanging(true);
    start();
    QTest::keyClick(&m_app->signInWindow().view(), Qt::Key_Escape);
    auto *list = m_app->signInWindow().findChild<QListWidget *>(words("signInAccounts"));
    QTest::keyClick(list, Qt::Key_End);
    m_server->setHanging(false);
    expectSignIn("admin", "refresh-ada");
    edit("signInServer")->setText(words("https://Other.example/"));
    edit("signInEmail")->setText(words("ada@office.test"));
    edit("signInPassword")->setText(words("secret words"));
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QTRY_VERIFY(m_app->office() && m_app->accounts().known().value(0).kept);
    QCOMPARE(m_tokens->tokens.value(words("ada@office.test at other.example")), QByteArray("refresh-ada"));
    QCOMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-1"));

    // Signing out of one leaves the other signed in.
    trigger("actionSignOut");
    QTRY_VERIFY(onSignInPage());
    list = m_app->signInWindow().findChild<QListWidget *>(words("signInAccounts"));
    QCOMPARE(list->count(), 3);
    QCOMPARE(list->item(0)->text(), words("ada@office.test"));
    QTest::keyClick(list, Qt::Key_Down);
    expectSignIn("staff", "refresh-2");
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(m_app->office());
    QTRY_COMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-2"));
    QVERIFY(!m_tokens->tokens.contains(words("ada@office.test at other.example")));
}

void TestAppController::forgottenAccountIsGone()
{
    signInToStay();
    keepADraft();
    m_server->setHanging(true);
    start();
    QTest::keyClick(&m_app->signInWindow().view(), Qt::Key_Escape);
    auto *list = m_app->signInWindow().findChild<QListWidget *>(words("signInAccounts"));
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(label("signInMessage").contains(words("was removed from this computer")));
    QVERIFY(m_tokens->tokens.isEmpty());
    QVERIFY(!hasDraft());
    QVERIFY(!list->isVisible());
    start();
    QVERIFY(!m_app->signInWindow().view().isBusy());
    QCOMPARE(edit("signInEmail")->text(), QString());
}

/// The server exchanges a kept token once; a program that drops the answer would be signed out by its next start.
void TestAppController::givingUpKeepsTheExchangedToken()
{
    signInToStay();
    m_server->setHanging(true);
    expectSignIn("staff", "refresh-2");
    start();
    QTRY_VERIFY(m_server->countOf("GET", kConfig) > 1);
    QTest::keyClick(&m_app->signInWindow().view(), Qt::Key_Escape);
    m_server->release();
    QTRY_COMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-2"));
    QVERIFY(onSignInPage());
}

void TestAppController::wrongClockIsTold()
{
    m_server->answerNext("GET", kConfig, keyOfServer());
    m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-1", -3 * 3600));
    signIn();
    QTRY_VERIFY(m_app->office());
    QTRY_VERIFY(notice().contains(words("clock is 3 hours fast")));
}

/// The server refuses the next request's token, and then the refresh token.
void TestAppController::endSignIn()
{
    m_server->answerNext("POST", kToken, refusal(400, "refresh_token_not_found", "Invalid Refresh Token"));
    m_app->office()->session().renew();
    QTRY_VERIFY(find<QDialog>("signInAgain"));
}

void TestAppController::endedSignInKeepsWhatIsTyped()
{
    signInToStay();
    ui::MainWindow *before = &window();
    QTRY_COMPARE(m_app->office()->replica().leadCount(), 3);
    trigger("actionNewLead");
    auto *form = find<QDialog>("leadForm");
    QTRY_VERIFY(form->isVisible());
    type(form, "first_name", "Nia");
    type(form, "last_name", "Park");
    type(form, "phone_number", "(512) 555-0177");
    type(form, "email", "nia@home.test");
    type(form, "zip_code", "78701");
    form->findChild<QComboBox *>(words("service_needed"))->setCurrentText(words("Drain Cleaning"));

    m_server->answerNext("POST", "/rest/v1/leads", refusal(401, "PGRST303", "JWT expired"));
    m_server->answerNext("POST", kToken, refusal(400, "refresh_token_not_found", "Invalid Refresh Token"));
    QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QDialog>("signInAgain"));
    auto *sheet = find<QDialog>("signInAgain");
    QCOMPARE(sheet->parentWidget(), form); // over what is on top, or it could not be reached
    QCOMPARE(&window(), before);
    QTRY_VERIFY(said(form, "formProblem").contains(words("Sign in again")));

    m_server->answerNext("POST", kToken, refusal(400, "invalid_credentials", "Invalid login credentials"));
    type(sheet, "password", "wrong words");
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(said(sheet, "formProblem").contains(words("Wrong e-mail address or password")));
    m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-9"));
    type(sheet, "password", "secret words");
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!find<QDialog>("signInAgain"));
    QTRY_COMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-9"));

    QCOMPARE(form->findChild<QLineEdit *>(words("first_name"))->text(), words("Nia"));
    QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!form->isVisible());
    QCOMPARE(m_server->count("leads"), std::size_t(4));
    // News arrive again, too.
    nlohmann::json more = FakeTransport::lead(50, "One", "More");
    more["updated_at"] = m_server->nextTime();
    m_server->put("leads", more);
    QTRY_COMPARE(m_app->office()->replica().leadCount(), 5);
}

void TestAppController::endedSignInCanWait()
{
    signInToStay();
    QTRY_COMPARE(find<QTableView>("leadsTable")->model()->rowCount(), 3);
    endSignIn();
    QTest::keyClick(find<QDialog>("signInAgain"), Qt::Key_Escape);
    QTRY_VERIFY(!find<QDialog>("signInAgain"));
    QCOMPARE(find<QTableView>("leadsTable")->model()->rowCount(), 3);
    QVERIFY(find<QLabel>("offlineSentence")->text().contains(words("no longer signed in")));
    // Nobody asks on and on with a token that is worth nothing.
    const int asked = m_server->countOf("GET", "/rest/v1/leads");
    QTest::mouseClick(find<QWidget>("offlineBar")->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_VERIFY(find<QDialog>("signInAgain"));
    m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-2"));
    type(find<QDialog>("signInAgain"), "password", "secret words");
    QCOMPARE(m_server->countOf("GET", "/rest/v1/leads"), asked);
    QTest::keyClick(find<QDialog>("signInAgain")->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!find<QWidget>("offlineBar")->isVisible());
    QTRY_VERIFY(m_server->countOf("GET", "/rest/v1/leads") > asked);
}

void TestAppController::whoLeftTheOfficeMeanwhileLeavesIt()
{
    signInToStay();
    keepADraft();
    endSignIn();
    m_server->answerNext("POST", kToken, tokensFor("plumber"));
    type(find<QDialog>("signInAgain"), "password", "secret words");
    QTest::keyClick(find<QDialog>("signInAgain")->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(onSignInPage());
    QVERIFY(label("signInMessage").contains(words("for the office")));
    QVERIFY(m_tokens->tokens.isEmpty());
    QVERIFY(!hasDraft());
}

void TestAppController::aLockedWindowOpensWithThePassword()
{
    signInToStay();
    trigger("actionLock");
    auto *password = find<QLineEdit>("lockPassword");
    QTRY_VERIFY(password->isVisible());
    m_server->answerNext("POST", kToken, refusal(400, "invalid_credentials", "Invalid login credentials"));
    QTest::keyClicks(password, words("wrong words"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(find<QLabel>("lockProblem")->text().contains(words("Wrong e-mail address or password")));
    m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-proof"));
    QTest::keyClicks(password, words("secret words"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(!find<QWidget>("lockScreen"));
    // The password was only looked at: the sign-in in use stays.
    QCOMPARE(m_app->office()->session().refreshToken(), QByteArray("refresh-1"));
    QCOMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-1"));
}

void TestAppController::aLockedWindowStaysLockedOverARestart()
{
    signInToStay();
    trigger("actionLock");
    expectSignIn("staff", "refresh-2"); // with the kept token
    start();
    QTRY_VERIFY(m_app->office());
    QVERIFY(find<QWidget>("lockScreen"));
    QVERIFY(find<QWidget>("lockScreen")->isVisible());
    QTest::mouseClick(find<QPushButton>("lockSignOut"), Qt::LeftButton);
    QTRY_VERIFY(m_app->signInWindow().isVisible());
    expectSignIn();
    edit("signInPassword")->setText(words("secret words"));
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QTRY_VERIFY(m_app->office());
    QVERIFY2(!find<QWidget>("lockScreen"), "who gives the password needn't give it twice");
}

void TestAppController::forgettingTheServerForgetsEverySignInThere()
{
    // Somebody else who signed in there once.
    Accounts(*m_settings, *m_tokens).remember({words("office.example"), {}, words("ada@office.test")});
    signInToStay();
    QCOMPARE(m_app->accounts().known().size(), 2);
    keepADraft();
    keepADraft("ada@office.test");
    Q_EMIT window().forgetServerRequested();
    QTRY_VERIFY(m_app->signInWindow().isVisible());
    QVERIFY(label("signInMessage").contains(words("office.example was removed from this computer")));
    QVERIFY(m_app->accounts().known().isEmpty());
    QVERIFY2(!hasDraft(), "a draft holds customers' data");
    QTRY_VERIFY(m_tokens->tokens.isEmpty());
    QCOMPARE(edit("signInServer")->text(), QString());
}

void TestAppController::everyComputerIsLeftByKeys()
{
    signInToStay();
    keepADraft();
    m_server->answerNext("POST", "/auth/v1/logout?scope=global", refusal(503, "", "Down"));
    trigger("actionSignOutEverywhere");
    auto *question = find<QMessageBox>("signOutEverywhere");
    QVERIFY(question->text().contains(words("sam@office.test")));
    QTest::keyClick(question, Qt::Key_Return);
    QTRY_VERIFY(notice().contains(words("No computer was signed out")));
    QVERIFY(!m_tokens->tokens.isEmpty());
    QVERIFY(hasDraft());
    m_server->answerNext("POST", "/auth/v1/logout?scope=global", [](const supabase::HttpRequest &) {
        return supabase::HttpResponse{204, {}, {}};
    });
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QTest::keyClick(window().focusWidget(), ui::Notice::kActionKey);
    QTRY_VERIFY(onSignInPage());
    QVERIFY(m_tokens->tokens.isEmpty());
    QVERIFY(!hasDraft());
}

void TestAppController::passwordIsChangedByKeys()
{
    constexpr char kUser[] = "/auth/v1/user";
    signInToStay();
    trigger("actionChangePassword");
    auto *dialog = find<QDialog>("changePassword");
    const auto change = [dialog](const char *password, const char *repeated) {
        type(dialog, "new_password", password);
        type(dialog, "repeated_password", repeated);
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    };
    const int before = m_server->countOf("POST", kToken);
    change("long enough words", "long enough words");
    QVERIFY(said(dialog, "current_passwordProblem").contains(words("missing")));
    type(dialog, "current_password", "secret words");
    change("elevenchars", "elevenchars");
    QVERIFY(said(dialog, "new_passwordProblem").contains(words("at least 12")));
    change("password2024", "password2024");
    QVERIFY(said(dialog, "new_passwordProblem").contains(words("too easy to guess")));
    change("sam at the office", "sam at the office"); // the account is sam@office.test
    QVERIFY(said(dialog, "new_passwordProblem").contains(words("too easy to guess")));
    change("long enough words", "long enough wordss");
    QVERIFY(said(dialog, "repeated_passwordProblem").contains(words("doesn't match the one above")));
    QCOMPARE(m_server->countOf("POST", kToken), before);

    const auto prove = [this] { m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-proof")); };
    m_server->answerNext("POST", kToken, refusal(400, "invalid_credentials", "Invalid login credentials"));
    change("long enough words", "long enough words");
    QTRY_VERIFY(said(dialog, "current_passwordProblem").contains(words("is incorrect")));
    QCOMPARE(m_server->countOf("PUT", kUser), 0);
    prove();
    m_server->answerNext("PUT", kUser, refusal(422, "weak_password", "Password is known to be weak"));
    change("horse battery staple", "horse battery staple");
    QTRY_VERIFY(said(dialog, "new_passwordProblem").contains(words("too easy to guess")));
    prove();
    m_server->answerNext("PUT", kUser, refusal(422, "same_password", "New password should be different"));
    change("secret words", "secret words");
    QTRY_VERIFY(said(dialog, "new_passwordProblem").contains(words("the same as the current one")));
    prove();
    m_server->answerNext("PUT", kUser, [](const supabase::HttpRequest &) { return jsonResponse(200, {{"id", 1}}); });
    change("other words here", "other words here");
    QTRY_VERIFY(!find<QDialog>("changePassword"));
    QCOMPARE(notice(), words("Your password was changed"));
    // What proved it is nobody's sign-in.
    QVERIFY(!m_tokens->tokens.values().contains("refresh-proof"));
}

void TestAppController::passwordChangeMayNeedACode()
{
    constexpr char kUser[] = "/auth/v1/user";
    signInToStay();
    trigger("actionChangePassword");
    auto *dialog = find<QDialog>("changePassword");
    for (int i = 0; i < 3; ++i)
        m_server->answerNext("POST", kToken, tokensFor("staff", "refresh-proof"));
    m_server->answerNext("PUT", kUser, refusal(400, "reauthentication_needed", "Reauthentication needed"));
    m_server->answerNext("POST", "/auth/v1/reauthenticate",
                         [](const supabase::HttpRequest &) { return jsonResponse(200, nlohmann::json::object()); });
    type(dialog, "current_password", "secret words");
    type(dialog, "new_password", "other words here");
    type(dialog, "repeated_password", "other words here");
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(said(dialog, "codeSent").contains(words("sam@office.test")));
    m_server->answerNext("PUT", kUser, refusal(422, "reauthentication_not_valid", "Invalid nonce"));
    type(dialog, "code", "000000");
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(said(dialog, "codeProblem").contains(words("is incorrect or has expired")));
    m_server->answerNext("PUT", kUser, [](const supabase::HttpRequest &) { return jsonResponse(200, {{"id", 1}}); });
    type(dialog, "code", "123456");
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!find<QDialog>("changePassword"));
    const auto &sent = m_server->requests();
    QVERIFY(std::any_of(sent.begin(), sent.end(), [](const auto &request) { return request.body.contains("123456"); }));
}

QTEST_MAIN(TestAppController)
#include "tst_appcontroller.moc"
