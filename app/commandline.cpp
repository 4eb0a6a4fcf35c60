#include "app/commandline.h"

#include <QCommandLineParser>

namespace pl::app {

namespace {

const QString kServer = QStringLiteral("server");
const QString kAnonKey = QStringLiteral("anon-key");
const QString kEmail = QStringLiteral("email");
const QString kPasswordStdin = QStringLiteral("password-stdin");
const QString kAppearance = QStringLiteral("appearance");
const QString kScreenshots = QStringLiteral("screenshots");
const QString kSettings = QStringLiteral("settings");

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("Assigns incoming customer leads to plumbers."));
    parser.addOptions({
        {kServer, QStringLiteral("The server's address, e.g. http://127.0.0.1:8080."), QStringLiteral("url")},
        {kAnonKey, QStringLiteral("The project's publishable key; else the server is asked."), QStringLiteral("key")},
        {kEmail, QStringLiteral("Whom to sign in."), QStringLiteral("address")},
        {kPasswordStdin, QStringLiteral("Sign in at once with the password on the first line of the standard input.")},
        {kAppearance, QStringLiteral("light, dark or system; remembered."), QStringLiteral("name")},
        {kScreenshots, QStringLiteral("Save pictures of the main views, and quit."), QStringLiteral("folder")},
        {kSettings, QStringLiteral("Keep the settings in this file."), QStringLiteral("file")},
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
    return wrong(QStringLiteral("--appearance must be light, dark or system, not \"%1\".").arg(name));
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
        line.helpText = QStringLiteral("plumber-leads " PL_VERSION "\n");
    if (!line.helpText.isEmpty())
        return line;
    if (!parser.positionalArguments().isEmpty())
        return wrong(QStringLiteral("\"%1\" is not understood.").arg(parser.positionalArguments().first()));
    const auto appearance = appearanceFrom(parser.value(kAppearance));
    if (!appearance)
        return appearance.error();
    line.appearance = *appearance;
    line.server = parser.value(kServer);
    line.anonKey = parser.value(kAnonKey);
    line.email = parser.value(kEmail);
    line.screenshotFolder = parser.value(kScreenshots);
    line.settingsFile = parser.value(kSettings);
    if (parser.isSet(kPasswordStdin)) {
        if (line.server.isEmpty() || line.email.isEmpty())
            return wrong(QStringLiteral("--password-stdin needs --server and --email."));
        line.password = readLine();
    }
    if (!line.screenshotFolder.isEmpty() && !line.password)
        return wrong(QStringLiteral("--screenshots needs --server, --email and --password-stdin."));
    return line;
}

} // namespace pl::app
