#include "ui/settings/autostart.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::ui;

/// Starting with the system, where this system has a file for it.
class TestAutostart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#if !defined(Q_OS_UNIX) || defined(Q_OS_DARWIN)
        QVERIFY2(!Autostart().place().isEmpty(), "the person's own settings are left alone here");
#else
        qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toUtf8());
        qunsetenv("APPIMAGE");
#endif
    }

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    void isSwitchedOnAndOff()
    {
        Autostart start(QStringLiteral("/opt/Plumber Leads/plumber-leads"));
        QVERIFY(start.place().startsWith(m_home.path()));
        QVERIFY(!start.isOn());
        QVERIFY(start.set(true));
        QVERIFY(start.isOn());
        QVERIFY(line(start, "Exec=") == "Exec=\"/opt/Plumber Leads/plumber-leads\"");
        QVERIFY(line(start, "Type=") == "Type=Application");
        QVERIFY(start.set(false));
        QVERIFY(!start.isOn());
        QVERIFY2(start.set(false), "off twice is off");
    }

    void aPathsSignsAreQuoted()
    {
        Autostart start(QStringLiteral("/home/ada $5/100% \"x\"/p"));
        QVERIFY(start.set(true));
        QCOMPARE(line(start, "Exec="), QByteArray(R"(Exec="/home/ada \\$5/100%% \\"x\\"/p")"));
    }

    void anAppImageStartsItself()
    {
        qputenv("APPIMAGE", "/home/ada/plumber-leads.AppImage");
        Autostart start;
        qunsetenv("APPIMAGE");
        QVERIFY(start.set(true));
        QCOMPARE(line(start, "Exec="), QByteArray("Exec=\"/home/ada/plumber-leads.AppImage\""));
    }

    void whatTheDesktopSwitchedOffIsOff()
    {
        Autostart start;
        QVERIFY(start.set(true));
        QFile file(start.place());
        QVERIFY(file.open(QIODevice::Append));
        file.write("Hidden=true\n");
        file.close();
        QVERIFY(!start.isOn());
        QVERIFY(start.set(true));
        QVERIFY(start.isOn());
    }

    void aFolderThatCantBeMadeIsReported()
    {
        QFile inTheWay(m_home.filePath(QStringLiteral("file")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        qputenv("XDG_CONFIG_HOME", inTheWay.fileName().toUtf8());
        Autostart start;
        const Result<> outcome = start.set(true);
        QVERIFY(!outcome);
        QVERIFY(!outcome.error().message.isEmpty());
    }
#endif

private:
    static QByteArray line(const Autostart &start, const QByteArray &beginning)
    {
        QFile file(start.place());
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &found : lines)
            if (found.startsWith(beginning))
                return found;
        return {};
    }

    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(TestAutostart)
#include "tst_autostart.moc"
