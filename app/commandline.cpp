#include "app/commandline.h"

#include "models/base/version.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace pl::app {

namespace {

struct CommandLineWords
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

const QString kServerOption = QStringLiteral("server");
const QString kAnonKeyOption = QStringLiteral("anon-key");
const QString kEmailOption = QStringLiteral("email");
const QString kPasswordStdin = QStringLiteral("password-stdin");
const QString kAppearance = QStringLiteral("appearance");
const QString kSize = QStringLiteral("size");
const QString kScreenshots = QStringLiteral("screenshots");
const QString kSettings = QStringLiteral("settings");

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(CommandLineWords::tr("Assigns incoming customer leads to plumbers."));
    parser.addOptions({
        {kServerOption, CommandLineWords::tr("The server's address, e.g. http://127.0.0.1:8080."),
         QStringLiteral("url")},
        {kAnonKeyOption, CommandLineWords::tr("The project's publishable key. Without it, the server is asked for it."),
         QStringLiteral("key")},
        {kEmailOption, CommandLineWords::tr("The e-mail address to sign in with."), QStringLiteral("address")},
        {kPasswordStdin,
         CommandLineWords::tr("Sign in at once, with the password from the first line of standard input.")},
        {kAppearance, CommandLineWords::tr("light, dark or system. Remembered for the next start."),
         QStringLiteral("name")},
        {kSize, CommandLineWords::tr("The window's width and height, e.g. 1440x900."), QStringLiteral("size")},
        {kScreenshots, CommandLineWords::tr("Save pictures of the main views, and quit."), QStringLiteral("folder")},
        {kSettings, CommandLineWords::tr("Keep the settings in this file."), QStringLiteral("file")},
    });
}

Error wrong(const QString &sentence)
{
    return {ErrorCode::InvalidInput, sentence};
}

Result<std::optional<ui::Appearance>> appearanceFrom(const QString &name)
{
    using ui::Appearance;
    if (name.isEmpty())
        return std::optional<Appearance>();
    if (name == QStringLiteral("light"))
        return std::optional(Appearance::Light);
    if (name == QStringLiteral("dark"))
        return std::optional(Appearance::Dark);
    if (name == QStringLiteral("system"))
        return std::optional(Appearance::System);
    return wrong(CommandLineWords::tr("--appearance must be light, dark or system, not \"%1\".").arg(name));
}

Result<std::optional<QSize>> sizeFrom(const QString &text)
{
    if (text.isEmpty())
        return std::optional<QSize>();
    static const QRegularExpression pattern(QStringLiteral("^(\\d{3,4})x(\\d{3,4})$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return wrong(
            CommandLineWords::tr("--size must be a width and a height such as 1440x900, not \"%1\".").arg(text));
    return std::optional(QSize(match.captured(1).toInt(), match.captured(2).toInt()));
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments, const std::function<QString()> &readLine)
{
    QCommandLineParser parser;
    addOptions(parser);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments))
        return wrong(parser.errorText() + QLatin1Char('.'));
    CommandLine line;
    if (parser.isSet(help))
        line.helpText = parser.helpText();
    else if (parser.isSet(version))
        line.helpText = QStringLiteral("plumber-leads %1\n").arg(versionText()); // no-tr: a name
    if (!line.helpText.isEmpty())
        return line;
    if (!parser.positionalArguments().isEmpty())
        return wrong(CommandLineWords::tr("Unexpected argument \"%1\".").arg(parser.positionalArguments().first()));
    const auto appearance = appearanceFrom(parser.value(kAppearance));
    if (!appearance)
        return appearance.error();
    line.appearance = *appearance;
    const auto size = sizeFrom(parser.value(kSize));
    if (!size)
        return size.error();
    line.windowSize = *size;
    line.server = parser.value(kServerOption);
    line.anonKey = parser.value(kAnonKeyOption);
    line.email = parser.value(kEmailOption);
    line.screenshotFolder = parser.value(kScreenshots);
    line.settingsFile = parser.value(kSettings);
    if (parser.isSet(kPasswordStdin)) {
        if (line.server.isEmpty() || line.email.isEmpty())
            return wrong(CommandLineWords::tr("--password-stdin needs --server and --email."));
        line.password = readLine();
    }
    if (!line.screenshotFolder.isEmpty() && !line.password)
        return wrong(CommandLineWords::tr("--screenshots needs --server, --email and --password-stdin."));
    return line;
}

} // namespace pl::app
