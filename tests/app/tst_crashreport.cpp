#include "app/crashhandlers.h"
#include "app/crashreport.h"
#include "app/crashtext.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>

#ifdef Q_OS_UNIX
#include <signal.h>
#include <sys/resource.h>
#endif

using namespace pl::app;

namespace {

constexpr char kVersion[] = "9.8.7";
constexpr char kMark[] = "Marqued";
constexpr int kPatienceMs = 30'000;

void touchNothing()
{
    volatile std::uintptr_t nowhere = 0;
    // What is here is the point. NOLINTNEXTLINE
    *reinterpret_cast<volatile int *>(nowhere) = 1;
}

/// Never ends; the compiler must not see that.
int fillStack(int depth)
{
    volatile char room[8192];
    room[0] = static_cast<char>(depth);
    if (depth < 0)
        return 0;
    return fillStack(depth + 1) + room[0];
}

void crash(const QString &how)
{
    if (how == QStringLiteral("abort"))
        std::abort();
    if (how == QStringLiteral("exception"))
        throw std::runtime_error(kMark);
    if (how == QStringLiteral("stack"))
        fillStack(0);
    if (how == QStringLiteral("thread"))
        std::thread(touchNothing).join();
    if (how == QStringLiteral("qFatal"))
        qFatal("%s", kMark);
    touchNothing();
}

/// This program as the one that crashes: --crash HOW FOLDER …
int crashAsProgram(const QStringList &arguments)
{
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#endif
    QCoreApplication::setApplicationVersion(QLatin1StringView(kVersion));
    const QString onTheHeap = QLatin1StringView(kMark) + arguments.at(2);
    reportCrashes(arguments.at(3));
    crash(arguments.at(2));
    return int(onTheHeap.size()); // never comes here, and so the text is there all the time
}

QStringList reportsIn(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("crash-*.txt")}, QDir::Files, QDir::Name);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool make(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write("old\n") > 0;
}

} // namespace

/// What a crash leaves: this program starts itself and crashes.
class TestCrashReport : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    QString folder() const { return m_home->filePath(QStringLiteral("data/crashes")); }
    QString only() const { return QDir(folder()).filePath(reportsIn(folder()).value(0)); }

    void runAndCrash(const QString &how, QProcess &process) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PL_TEST_MARK"), QLatin1StringView(kMark));
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--crash"), how, folder(), QLatin1StringView(kMark)});
        QVERIFY2(process.waitForFinished(kPatienceMs), qPrintable(process.errorString()));
    }

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void aCrashLeavesAReportAndEndsTheUsualWay_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("thread");
#ifdef Q_OS_UNIX
        QTest::newRow("null pointer") << int(SIGSEGV) << QByteArray("SIGSEGV at 0x0\n") << QByteArray("main");
        QTest::newRow("abort") << int(SIGABRT) << QByteArray("SIGABRT\n") << QByteArray("main");
        QTest::newRow("exception") << int(SIGABRT) << QByteArray("SIGABRT (std::terminate)\n") << QByteArray("main");
        QTest::newRow("stack") << int(SIGSEGV) << QByteArray("SIGSEGV at 0x") << QByteArray("main");
        QTest::newRow("thread") << int(SIGSEGV) << QByteArray("SIGSEGV at 0x0\n") << QByteArray("another");
        QTest::newRow("qFatal") << int(SIGABRT) << QByteArray("SIGABRT\n") << QByteArray("main");
#else
        QTest::newRow("null pointer") << 0 << QByteArray("access violation") << QByteArray("main");
        QTest::newRow("abort") << 0 << QByteArray("SIGABRT") << QByteArray("main");
        QTest::newRow("thread") << 0 << QByteArray("access violation") << QByteArray("another");
#endif
    }
    void aCrashLeavesAReportAndEndsTheUsualWay()
    {
        QFETCH(int, signal);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, thread);
        QProcess process;
        runAndCrash(QString::fromLatin1(QTest::currentDataTag()), process);
        if (!kReportsCrashes) {
            QVERIFY2(reportsIn(folder()).isEmpty(), "a sanitizer reports it instead");
            return;
        }
        if (!signal && name == "SIGABRT" && process.exitStatus() == QProcess::NormalExit)
            QCOMPARE(process.exitCode(), 3); // so ends abort() in Windows' older C runtime
        else
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        if (signal)
            QCOMPARE(process.exitCode(), signal);
        QCOMPARE(reportsIn(folder()).size(), 1);
        const QByteArray report = contentOf(only());
        QVERIFY2(report.contains("\nsignal: " + name), report.constData());
        QVERIFY2(report.contains("\nprogram: " + QByteArray(kVersion) + '\n'), report.constData());
        QVERIFY2(report.contains("\nqt: " + QByteArray(qVersion()) + '\n'), report.constData());
        QVERIFY2(report.contains("\nthread: " + thread + '\n'), report.constData());
        QVERIFY2(report.contains("\nuptime: "), report.constData());
        const QRegularExpression frame(QStringLiteral("^#\\d\\d [^/\\\\ ]+\\+0x[0-9a-f]+"),
                                       QRegularExpression::MultilineOption);
        QVERIFY2(QString::fromUtf8(report).count(frame) >= 3, report.constData());
        QVERIFY2(report.contains(QFileInfo(QCoreApplication::applicationFilePath()).fileName().toUtf8() + "+0x"),
                 report.constData());
        QVERIFY2(!report.contains(kMark), report.constData());
        QVERIFY2(!report.contains(m_home->path().toUtf8()), report.constData());
    }

    void onlyItsOwnerReadsIt()
    {
        QProcess process;
        runAndCrash(QStringLiteral("abort"), process);
#ifdef Q_OS_UNIX
        const auto owners = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        const auto folders = owners | QFile::ExeOwner | QFile::ExeUser;
        if (kReportsCrashes) {
            QCOMPARE(QFileInfo(only()).permissions() | owners, QFile::Permissions(owners));
            QCOMPARE(QFileInfo(folder()).permissions() | folders, QFile::Permissions(folders));
        }
#endif
        QVERIFY(kReportsCrashes == QFileInfo::exists(only()));
    }

    void theFiveNewestStay()
    {
        QVERIFY(QDir().mkpath(folder()));
        for (int day = 1; day <= 7; ++day)
            QVERIFY(make(QDir(folder()).filePath(QStringLiteral("crash-2020010%1-120000.txt").arg(day))));
        QVERIFY(make(QDir(folder()).filePath(QStringLiteral("notes.txt"))));
        QProcess process;
        runAndCrash(QStringLiteral("abort"), process);
        const QStringList left = reportsIn(folder());
        if (!kReportsCrashes) {
            QCOMPARE(left.size(), 7);
            return;
        }
        QCOMPARE(left.size(), kMaxCrashReports);
        QCOMPARE(left.first(), QStringLiteral("crash-20200104-120000.txt"));
        QVERIFY(contentOf(QDir(folder()).filePath(left.last())).contains("signal: "));
        QVERIFY(QFileInfo::exists(QDir(folder()).filePath(QStringLiteral("notes.txt"))));
    }

    void aFolderThatCantBeMadeHindersNothing()
    {
        QVERIFY(make(m_home->filePath(QStringLiteral("data")))); // a file where the folder should be
        QProcess process;
        runAndCrash(QStringLiteral("abort"), process);
        QVERIFY(process.exitStatus() == QProcess::CrashExit || process.exitCode() != 0);
        QCOMPARE(contentOf(m_home->filePath(QStringLiteral("data"))), QByteArray("old\n"));
    }

    void aReportIsOfferedOnce()
    {
        QSettings settings(m_home->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        QCOMPARE(takeUnseenCrash(settings, folder()), QString());
        QVERIFY(QDir().mkpath(folder()));
        const QString first = QDir(folder()).filePath(QStringLiteral("crash-20261130-051200.txt"));
        const QString second = QDir(folder()).filePath(QStringLiteral("crash-20261130-051201.txt"));
        QVERIFY(make(first));
        QVERIFY(make(second));
        QCOMPARE(takeUnseenCrash(settings, folder()), second);
        QCOMPARE(takeUnseenCrash(settings, folder()), QString());
        QVERIFY(QFile::remove(second));
        QCOMPARE(takeUnseenCrash(settings, folder()), QString());
        const QString third = QDir(folder()).filePath(QStringLiteral("crash-20261201-000000.txt"));
        QVERIFY(make(third));
        settings.sync();
        QSettings again(settings.fileName(), QSettings::IniFormat);
        QCOMPARE(takeUnseenCrash(again, folder()), third);
    }

    void timesAndNumbersAreWrittenWithoutAHeap_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("1970") << qint64(0) << QByteArray("19700101-000000");
        QTest::newRow("leap day") << qint64(1'709'251'199) << QByteArray("20240229-235959");
        QTest::newRow("2026") << qint64(1'796'015'520) << QByteArray("20261130-051200");
    }
    void timesAndNumbersAreWrittenWithoutAHeap()
    {
        QFETCH(qint64, seconds);
        QTEST(QByteArray(CrashText().addTime(seconds).data()), "text");
        QCOMPARE(QByteArray(CrashText().addHex(0).add(" ").addHex(0xbeef).add(" ").addNumber(7, 3).data()),
                 QByteArray("0x0 0xbeef 007"));
    }

    void aTextThatIsTooLongIsCut()
    {
        CrashText text;
        text.add(QByteArray(5000, 'x').constData());
        QCOMPARE(text.size(), CrashText::kRoom - 1);
        QCOMPARE(std::strlen(text.add("y").data()), CrashText::kRoom - 1);
        QCOMPARE(QByteArray(crashModuleName("/home/ada/lib/libQt6Core.so.6")), QByteArray("libQt6Core.so.6"));
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--crash") && arguments.size() > 3)
        return crashAsProgram(arguments);
    TestCrashReport test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crashreport.moc"
