#include "app/appcontroller.h"

#include "app/office.h"
#include "app/signinwindow.h"
#include "tests/app/appfixture.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::app;
using namespace pl::test;

namespace {

QString words(const char *text)
{
    return QString::fromUtf8(text);
}

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
    void renewalUnderWayAtSignOutChangesNothing();
    void refusedTokenLeadsBackToThePage();
    void commandLineSignsInAndRemembersNothing();
    void anotherServerOnTheCommandLineDoesNotUseTheKeptSignIn();
    void raiseShowsTheRightWindow();

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
    QTRY_VERIFY(label("signInPasswordProblem").contains(words("belong together")));
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
    QTRY_VERIFY(label("signInPasswordProblem").contains(words("has ended")));
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

void TestAppController::refusedTokenLeadsBackToThePage()
{
    expectSignIn();
    signIn();
    QTRY_VERIFY(m_app->office());
    m_server->answerNext("POST", kToken, refusal(400, "refresh_token_already_used", "Invalid Refresh Token"));
    m_app->office()->session().renew();
    QTRY_VERIFY(onSignInPage());
    QVERIFY(label("signInMessage").contains(words("has ended")));
    expectSignIn();
    edit("signInPassword")->setText(words("secret words"));
    QTest::keyClick(edit("signInPassword"), Qt::Key_Return);
    QTRY_VERIFY(m_app->office());
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

QTEST_MAIN(TestAppController)
#include "tst_appcontroller.moc"
