#include "models/supabase/networktransport.h"
#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "ui/help/reportdialog.h"

#include <QCryptographicHash>
#include <QDesktopServices>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using pl::test::Desktop;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::ServerProcess;

namespace {

const QByteArray kDebianPackage = "what people install";
const QString kDownloadPage = u"https://makers.example/download"_s;

/// The makers of a release: their key, what packaging/release/sign-manifest says of their packages, and a web server.
class MakersOfARelease
{
public:
    MakersOfARelease()
    {
        QDir(m_folder.path()).mkdir(u"site"_s);
        QDir(m_folder.path()).mkdir(u"packages"_s);
        QFile package(path("packages/plumber-leads_%1_amd64.deb").arg(QStringLiteral(PL_VERSION)));
        if (package.open(QIODevice::WriteOnly))
            package.write(kDebianPackage);
    }
    ~MakersOfARelease()
    {
        m_web.kill();
        m_web.waitForFinished();
    }

    bool makeKey() { return sign({u"--new-key"_s, path("key.pem")}) && sign({u"--public-key"_s}); }
    QString publicKey() const { return QString::fromLatin1(m_said.trimmed()); }
    bool publish()
    {
        return sign({path("packages"), u"--page"_s, kDownloadPage, u"--base"_s, u"https://makers.example/files"_s,
                     u"--output"_s, path("site/latest")});
    }
    /// Its address; empty when there is no web server.
    QString serve()
    {
        m_web.start(u"python3"_s, {u"-u"_s, u"-m"_s, u"http.server"_s, u"--bind"_s, u"127.0.0.1"_s, u"--directory"_s,
                                   path("site"), u"0"_s});
        QByteArray told;
        while (!told.contains('\n') && m_web.waitForReadyRead(20'000))
            told += m_web.readAllStandardOutput();
        const qsizetype at = told.indexOf("http://");
        return at < 0 ? QString() : QString::fromLatin1(told.mid(at, told.indexOf('/', at + 7) - at)) + u"/latest"_s;
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    bool sign(const QStringList &arguments)
    {
        QProcess script;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PL_UPDATE_SIGNING_KEY"_s, path("key.pem"));
        script.setProcessEnvironment(environment);
        script.start(QStringLiteral(PL_TEST_DATA "/../packaging/release/sign-manifest"), arguments);
        script.waitForFinished();
        m_said = script.readAllStandardOutput();
        return script.exitStatus() == QProcess::NormalExit && script.exitCode() == 0;
    }

    QTemporaryDir m_folder;
    QProcess m_web;
    QByteArray m_said;
};

} // namespace

/// From the release script over a web server into the window, with nothing stood in for but the browser.
class TestNewVersion : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<MakersOfARelease> m_makers;
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<supabase::NetworkTransport> m_transport;
    std::unique_ptr<updates::UpdateWatch> m_watch;
    QList<QUrl> m_opened;

    /// A program of version `own` that was built with this address and this key, and looks at once.
    void build(const QString &url, const QString &key, const char *own)
    {
        const auto channel = updates::Channel::parse(url, key);
        QVERIFY2(channel.ok(), channel ? "" : qPrintable(channel.error().message));
        m_transport = std::make_unique<supabase::NetworkTransport>(channel->server());
        m_settings = std::make_unique<QSettings>(m_folder.filePath(u"updates.ini"_s), QSettings::IniFormat);
        m_watch = std::make_unique<updates::UpdateWatch>(
            *channel, *m_transport, *m_settings, QVersionNumber::fromString(QLatin1StringView(own)), &Timestamp::now);
        m_watch->setPace({50ms, 1h});
    }
    std::unique_ptr<Desktop> open()
    {
        auto desktop = std::make_unique<Desktop>(m_watch.get());
        if (!desktop->signIn(m_server->url(), kStaff, kPassword) || !desktop->activate())
            return nullptr;
        desktop->find<QPushButton>("welcomeDecline")->click(); // the tour's bar comes first
        return desktop;
    }
    static bool isTold(Desktop &desktop) { return desktop.find<QWidget>("updateBar")->isVisible(); }
    static void press(Desktop &desktop, const char *button)
    {
        desktop.find<QPushButton>(button)->setFocus(Qt::TabFocusReason);
        QTest::keyClick(desktop.find<QPushButton>(button), Qt::Key_Space);
    }

public Q_SLOTS:
    void openPage(const QUrl &page) { m_opened += page; }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->addUser(kStaff, u"staff"_s, kPassword).exitCode, 0);
        QDesktopServices::setUrlHandler(u"https"_s, this, "openPage");
    }
    void cleanupTestCase()
    {
        QDesktopServices::unsetUrlHandler(u"https"_s);
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }
    void init()
    {
        QFile::remove(m_folder.filePath(u"updates.ini"_s));
        m_makers = std::make_unique<MakersOfARelease>();
        QVERIFY2(m_makers->makeKey(), "sign-manifest made no key");
        m_opened.clear();
    }
    void cleanup()
    {
        m_watch.reset();
        m_transport.reset();
        m_settings.reset();
        m_makers.reset();
    }

    void whatTheReleaseScriptSignedIsSeen()
    {
        const QString key = m_makers->publicKey();
        QVERIFY(m_makers->publish());
        build(m_makers->serve(), key, "0.0.9");
        const auto desktop = open();
        QVERIFY(desktop);
        QVERIFY(!isTold(*desktop));
        m_watch->start();
        QTRY_VERIFY2(isTold(*desktop), qPrintable(m_watch->problem()));
        QCOMPARE(desktop->find<QLabel>("updateSentence")->text(), u"Version " PL_VERSION " is available."_s);
        press(*desktop, "updateDetails");
        QTRY_VERIFY(desktop->find<ui::ReportDialog>("reportDialog"));
        const QString text = desktop->find<QPlainTextEdit>("reportText")->toPlainText();
        QVERIFY2(text.contains(
                     QString::fromLatin1(QCryptographicHash::hash(kDebianPackage, QCryptographicHash::Sha256).toHex())),
                 qPrintable(text));
        QVERIFY(m_opened.isEmpty());
        press(*desktop, "updatePage");
        QCOMPARE(m_opened, QList<QUrl>{QUrl(kDownloadPage)});
    }

    void theNextWindowKnowsItWithoutAsking()
    {
        const QString key = m_makers->publicKey();
        QVERIFY(m_makers->publish());
        const QString url = m_makers->serve();
        build(url, key, "0.0.9");
        m_watch->ask();
        QTRY_VERIFY2(m_watch->newer(), qPrintable(m_watch->problem()));
        m_makers.reset(); // and their server is gone
        build(url, key, "0.0.9");
        const auto desktop = open();
        QVERIFY(desktop);
        QTRY_VERIFY(isTold(*desktop));
    }

    void whoHasThatVersionIsToldNothing()
    {
        const QString key = m_makers->publicKey();
        QVERIFY(m_makers->publish());
        build(m_makers->serve(), key, PL_VERSION);
        const auto desktop = open();
        QVERIFY(desktop);
        m_watch->ask();
        QTRY_VERIFY(!m_watch->isAsking());
        QCOMPARE(m_watch->problem(), QString());
        QVERIFY(!isTold(*desktop));
    }

    void aProgramWithAnotherKeyBelievesNothing()
    {
        QVERIFY(m_makers->publish());
        MakersOfARelease others;
        QVERIFY(others.makeKey());
        build(m_makers->serve(), others.publicKey(), "0.0.9");
        const auto desktop = open();
        QVERIFY(desktop);
        m_watch->ask();
        QTRY_VERIFY(!m_watch->isAsking());
        QVERIFY(!m_watch->problem().isEmpty());
        QVERIFY(!isTold(*desktop));
    }
};

QTEST_MAIN(TestNewVersion)
#include "tst_newversion.moc"
