#include "app/appcontroller.h"
#include "app/office.h"
#include "app/signinwindow.h"
#include "models/disk/replicafile.h"
#include "tests/app/appfixture.h"
#include "tests/support/testwords.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::app;
using namespace pl::test;

/// What the program leaves on the computer of who stays signed in: it starts with that, with or without its server, and
/// removes it when it is told to.
class TestAppCopy : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<FakeTransport> m_server;
    std::unique_ptr<MemoryTokenStore> m_tokens;
    std::unique_ptr<AppController> m_app;

    QDir copies() const { return QDir(m_folder->filePath(words("copies"))); }
    qsizetype copiesOnDisk() const { return copies().entryList(QDir::Files).size(); }
    QString copyOf(const char *email) const
    {
        return copies().filePath(disk::ReplicaFile::nameFor(words("office.example"), words(email)));
    }
    void start()
    {
        m_app.reset();
        m_app = std::make_unique<AppController>(
            CommandLine(),
            AppController::Parts{*m_settings, *m_theme, *m_tokens, factoryOf(*m_server), nullptr, copies().path()});
        m_app->start();
    }
    void answerToken(const char *token, const char *role = "staff")
    {
        m_server->answerNext("POST", "/auth/v1/token", tokensFor(role, token));
    }
    void signIn(bool remember = true)
    {
        m_server->answerNext("GET", "/api/v1/config", keyOfServer());
        answerToken("refresh-1");
        start();
        m_app->signInWindow().view().setInput(
            {words("office.example"), {}, words("sam@office.test"), words("secret words"), remember});
        Q_EMIT m_app->signInWindow().view().signInRequested(m_app->signInWindow().view().input());
        QTRY_VERIFY(m_app->office() && m_app->accounts().known().value(0).kept == remember);
        QTRY_COMPARE(rows(), 3);
    }
    int rows() const
    {
        return m_app->office()->window().findChild<QTableView *>(words("leadsTable"))->model()->rowCount();
    }
    replica::Connection connection() const { return m_app->office()->replica().connection(); }
    QString page() const { return m_app->signInWindow().findChild<QLabel *>(words("signInMessage"))->text(); }
    bool isOnSignInPage() const { return m_app->signInWindow().isVisible() && !m_app->office(); }

private Q_SLOTS:
    void init()
    {
        QGuiApplication::setQuitOnLastWindowClosed(false);
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(words("settings.ini")), QSettings::IniFormat);
        m_theme = std::make_unique<ui::Theme>(*m_settings);
        m_server = std::make_unique<FakeTransport>();
        m_server->fillOffice(3);
        m_tokens = std::make_unique<MemoryTokenStore>();
    }
    void cleanup() { m_app.reset(); }

    void itStartsWithoutANetworkAndCatchesUp()
    {
        signIn();
        m_app.reset();
        nlohmann::json lead = FakeTransport::lead(50, "New", "Customer");
        lead["updated_at"] = m_server->nextTime();
        m_server->put("leads", lead);
        m_server->setOffline(true);
        start();
        QTRY_VERIFY(m_app->office());
        QTRY_COMPARE(rows(), 3);
        QTRY_COMPARE(connection(), replica::Connection::Offline);
        const auto *bar = m_app->office()->window().findChild<QLabel *>(words("offlineSentence"));
        QTRY_VERIFY(bar->text().contains(words("changes can't be saved")));
        answerToken("refresh-2");
        m_server->setOffline(false);
        m_app->office()->replica().syncNow();
        QTRY_COMPARE_WITH_TIMEOUT(connection(), replica::Connection::Live, 15000);
        QTRY_COMPARE(rows(), 4);
        QTRY_COMPARE(m_tokens->tokens.value(words("sam@office.test at office.example")), QByteArray("refresh-2"));
    }

    void nothingIsAskedAsNobody()
    {
        signIn();
        m_app.reset();
        const auto before = m_server->requests().size();
        answerToken("refresh-2");
        start();
        QTRY_VERIFY(m_app->office());
        QTRY_COMPARE(connection(), replica::Connection::Live);
        for (const supabase::HttpRequest &request : m_server->requests().mid(before))
            if (request.target.startsWith("/rest/"))
                QVERIFY2(std::any_of(request.headers.cbegin(), request.headers.cend(),
                                     [](const auto &header) { return header.first == "Authorization"; }),
                         request.target.constData());
    }

    void whoHasAnotherRoleByNowSeesNothing()
    {
        signIn();
        m_app.reset();
        QCOMPARE(copiesOnDisk(), 1);
        answerToken("refresh-2", "admin");
        start();
        QTRY_VERIFY(m_app->office());
        QTRY_VERIFY(isOnSignInPage());
        QVERIFY(page().contains(words("role in the office has changed")));
        QCOMPARE(copiesOnDisk(), 0);
    }

    void signingOutEverywhereRemovesIt()
    {
        signIn();
        QVERIFY(copiesOnDisk() > 0);
        Q_EMIT m_app->office()->signedOutEverywhere();
        QVERIFY(isOnSignInPage());
        QCOMPARE(copiesOnDisk(), 0);
    }

    void signingOutKeepsItForTheNextTime()
    {
        signIn();
        Q_EMIT m_app->office()->signOutRequested();
        QVERIFY(isOnSignInPage());
        QVERIFY(QFile::exists(copyOf("sam@office.test")));
    }

    void forgettingTheServerRemovesEverybodys()
    {
        Accounts(*m_settings, *m_tokens).remember({words("office.example"), {}, words("ada@office.test")});
        signIn();
        QFile other(copyOf("ada@office.test"));
        QVERIFY(other.open(QFile::WriteOnly));
        other.close();
        Q_EMIT m_app->office()->window().forgetServerRequested();
        QTRY_VERIFY(isOnSignInPage());
        QCOMPARE(copiesOnDisk(), 0);
    }

    void forgettingAnAccountRemovesItsOwn()
    {
        signIn();
        Q_EMIT m_app->office()->signOutRequested();
        QVERIFY(isOnSignInPage());
        Q_EMIT m_app->signInWindow().view().forgetRequested(
            {words("office.example"), {}, words("sam@office.test"), false});
        QTRY_COMPARE(copiesOnDisk(), 0);
    }

    void whoDoesNotStaySignedInLeavesNothing()
    {
        signIn(false);
        QCOMPARE(copiesOnDisk(), 0);
    }

    void theSettingKeepsItInMemory()
    {
        m_settings->setValue(words("copy/onDisk"), false);
        signIn();
        QCOMPARE(copiesOnDisk(), 0);
        m_app.reset();
        m_server->answerNext("GET", "/api/v1/config", keyOfServer());
        answerToken("refresh-2");
        start(); // by the server, as before
        QTRY_VERIFY(m_app->office());
        QTRY_COMPARE(rows(), 3);
    }
};

QTEST_MAIN(TestAppCopy)
#include "tst_appcopy.moc"
