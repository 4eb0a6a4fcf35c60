#include "app/appcontroller.h"
#include "app/commandline.h"
#include "app/console.h"
#include "app/crashreport.h"
#include "app/ending.h"
#include "app/keychainstore.h"
#include "app/office.h"
#include "app/screenshottour.h"
#include "app/signinwindow.h"
#include "app/singleinstance.h"
#include "app/updatechannel.h"
#include "models/supabase/networktransport.h"
#include "ui/style/icons.h"
#include "ui/words/plurals.h"

#include <QApplication>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace {

using namespace pl;
using namespace pl::app;

struct MainWords
{
    Q_DECLARE_TR_FUNCTIONS(Main)
};

std::unique_ptr<QSettings> openSettings(const CommandLine &line, const QTemporaryDir &scratch)
{
    // Screenshots use their own settings, not the person's.
    const QString file = !line.settingsFile.isEmpty()       ? line.settingsFile
                         : !line.screenshotFolder.isEmpty() ? scratch.filePath(QStringLiteral("settings.ini"))
                                                            : QString();
    if (file.isEmpty())
        return std::make_unique<QSettings>();
    return std::make_unique<QSettings>(QFileInfo(file).absoluteFilePath(), QSettings::IniFormat);
}

/// Beside the person's settings; pictures leave nothing behind.
QString copyFolder(const CommandLine &line)
{
    if (!line.screenshotFolder.isEmpty())
        return {};
    return line.settingsFile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
                                       : QFileInfo(line.settingsFile).absolutePath();
}

void takePictures(AppController &controller, const CommandLine &line)
{
    auto *tour =
        new ScreenshotTour(*controller.office(), controller.signInWindow(), line.screenshotFolder, &controller);
    QObject::connect(tour, &ScreenshotTour::saved, tour, [](const QString &file) { printLine(stdout, file); });
    QObject::connect(tour, &ScreenshotTour::finished, tour, [](const QString &problem) {
        if (!problem.isEmpty())
            printLine(stderr, problem);
        QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
    });
    tour->start();
}

int run(const CommandLine &line)
{
    reportCrashes(crashFolder());
    const QTemporaryDir scratch;
    const std::unique_ptr<QSettings> settings = openSettings(line, scratch);
    ui::Theme theme(*settings);
    if (line.appearance)
        theme.setAppearance(*line.appearance);
    QGuiApplication::setWindowIcon(ui::programIcon());
    KeychainStore tokens;
    const auto makeTransport = [](const QUrl &server) { return std::make_unique<supabase::NetworkTransport>(server); };
    const updates::Channel channel = updateChannel();
    supabase::NetworkTransport updateTransport(channel.server());
    updates::UpdateWatch updates(channel, updateTransport, *settings,
                                 QVersionNumber::fromString(QStringLiteral(PL_VERSION)), &Timestamp::now);
    AppController controller(line, {*settings, theme, tokens, makeTransport, &updates, copyFolder(line)});
    SingleInstance instance(settings->fileName());
    QObject::connect(&instance, &SingleInstance::claimed, &controller, &AppController::start);
    QObject::connect(&instance, &SingleInstance::alreadyRunning, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &controller, &AppController::raise);
    if (line.windowSize)
        QObject::connect(&controller, &AppController::officeOpened, &controller, [&] {
            controller.office()->window().showNormal();
            controller.office()->window().resize(*line.windowSize);
        });
    if (!line.screenshotFolder.isEmpty()) {
        QObject::connect(&controller, &AppController::officeOpened, &controller,
                         [&] { takePictures(controller, line); });
        QObject::connect(&controller, &AppController::signInFailed, &controller, [](const QString &sentence) {
            printLine(stderr, sentence);
            QCoreApplication::exit(1);
        });
    } else {
        QObject::connect(&instance, &SingleInstance::claimed, &updates, &updates::UpdateWatch::start);
        QObject::connect(&controller, &AppController::officeOpened, &controller, [&] {
            controller.office()->window().offerCrashReport(takeUnseenCrash(*settings, crashFolder()));
        });
    }
    instance.claim();
    return QApplication::exec();
}

int runProgram(int argc, char *argv[])
{
    QApplication application(argc, argv);
    ui::installEnglishPlurals(application);
    const QString name = QStringLiteral("Plumber Leads"); // no-tr: a name
    QCoreApplication::setOrganizationName(name);
    QCoreApplication::setApplicationName(name);
    QCoreApplication::setApplicationVersion(QStringLiteral(PL_VERSION));
    QGuiApplication::setApplicationDisplayName(name);
    QGuiApplication::setDesktopFileName(QStringLiteral("plumber-leads"));
    const Result<CommandLine> line = parseCommandLine(QCoreApplication::arguments(), firstLineOfInput);
    if (!line) {
        printLine(stderr, line.error().message + QLatin1Char('\n') + MainWords::tr("Try plumber-leads --help."));
        return 2;
    }
    if (!line->helpText.isEmpty()) {
        printLine(stdout, line->helpText);
        return 0;
    }
    return run(*line);
}

} // namespace

int main(int argc, char *argv[])
{
    attachConsole();
    return endProcess(runProgram(argc, argv));
}
