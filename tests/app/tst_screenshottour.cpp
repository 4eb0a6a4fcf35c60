#include "app/screenshottour.h"

#include "app/appcontroller.h"
#include "app/office.h"
#include "app/signinwindow.h"
#include "tests/app/appfixture.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/sideitem.h"

#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::app;
using namespace pl::test;
using namespace Qt::StringLiterals;

/// The pictures of every page, of an office on a server in memory.
class TestScreenshotTour : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<FakeTransport> m_server;
    std::unique_ptr<MemoryTokenStore> m_tokens;
    std::unique_ptr<AppController> m_app;

    void open(const std::string &role)
    {
        m_server->answerNext("GET", "/api/v1/config", keyOfServer());
        m_server->answerNext("POST", "/auth/v1/token", tokensFor(role));
        CommandLine line;
        line.server = u"office.example"_s;
        line.email = u"sam@office.test"_s;
        line.password = u"secret words"_s;
        m_app = std::make_unique<AppController>(
            line, AppController::Parts{*m_settings, *m_theme, *m_tokens, factoryOf(*m_server)});
        m_app->start();
        QTRY_VERIFY(m_app->office());
        m_app->office()->window().resize(860, 640);
    }
    std::unique_ptr<ScreenshotTour> tour()
    {
        return std::make_unique<ScreenshotTour>(*m_app->office(), m_app->signInWindow(),
                                                m_folder->filePath(u"pictures"_s));
    }

private Q_SLOTS:
    void init()
    {
        QGuiApplication::setQuitOnLastWindowClosed(false);
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_theme = std::make_unique<ui::Theme>(*m_settings);
        m_server = std::make_unique<FakeTransport>();
        m_server->fillOffice(10);
        m_tokens = std::make_unique<MemoryTokenStore>();
    }
    void cleanup()
    {
        m_app.reset();
        m_tokens.reset();
        m_server.reset();
        m_theme.reset();
        m_settings.reset();
    }

    void everyPageHasAStop_data()
    {
        QTest::addColumn<std::string>("role");
        QTest::addColumn<bool>("hasMoney");
        QTest::newRow("an admin") << std::string("admin") << true;
        QTest::newRow("staff") << std::string("staff") << false;
    }
    void everyPageHasAStop()
    {
        QFETCH(std::string, role);
        QFETCH(bool, hasMoney);
        open(role);
        const QStringList names = tour()->names();
        QStringList keys = m_app->office()->window().settingsPage().partKeys();
        const auto items = m_app->office()->window().findChildren<ui::SideItem *>();
        for (const ui::SideItem *item : items)
            if (!item->isHidden())
                keys += item->objectName().mid(5);
        QVERIFY(keys.size() > 10);
        for (const QString &key : std::as_const(keys))
            QVERIFY2(names.contains(key), qPrintable(key));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
        for (const char *name : {"billing", "sources", "import", "service"})
            QCOMPARE(names.contains(QLatin1StringView(name)), hasMoney);
    }

    void everyStopBecomesAPictureInTheWindowsSize()
    {
        open("admin");
        const auto pictures = tour();
        const QStringList names = pictures->names();
        pictures->setSettle(std::chrono::milliseconds(1));
        const QSignalSpy saved(pictures.get(), &ScreenshotTour::saved);
        const QSignalSpy finished(pictures.get(), &ScreenshotTour::finished);
        pictures->start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 120'000);
        QCOMPARE(finished.first().first().toString(), QString());
        QCOMPARE(saved.size(), names.size());
        const qreal ratio = m_app->office()->window().devicePixelRatioF();
        for (const QString &name : {u"toAssign"_s, u"plumbers"_s, u"computer"_s}) {
            const QImage picture(m_folder->filePath(u"pictures/%1.png"_s.arg(name)));
            QCOMPARE(picture.size(), QSize(860, 640) * ratio);
        }
        // A dialog has its own size.
        const QImage form(m_folder->filePath(u"pictures/save-view.png"_s));
        QVERIFY(!form.isNull() && form.size() != QSize(860, 640) * ratio);
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        open("staff");
        QFile file(m_folder->filePath(u"pictures"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto pictures = tour();
        const QSignalSpy finished(pictures.get(), &ScreenshotTour::finished);
        pictures->start();
        QCOMPARE(finished.size(), 1);
        QVERIFY(finished.first().first().toString().contains(u"pictures"));
    }
};

QTEST_MAIN(TestScreenshotTour)
#include "tst_screenshottour.moc"
