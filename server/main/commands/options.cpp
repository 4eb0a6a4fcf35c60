#include "server/main/commands/options.h"

#include "server/main/datadir.h"

namespace pl {

namespace {

QString textOf(const std::string &value)
{
    return QString::fromStdString(value);
}

std::string wholeNumberFault(const std::string &value)
{
    bool isNumber = false;
    const int number = textOf(value).toInt(&isNumber);
    return isNumber && number >= 0 ? std::string() : "must be a whole number, 0 or more";
}

CLI::Option *dressed(CLI::Option *option, const char *metavar)
{
    return option->type_name(metavar)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

} // namespace

CLI::Option *addText(CLI::App &app, const char *name, const char *metavar, QString &into, const char *description)
{
    const auto take = [&into](const std::string &value) { into = textOf(value); };
    auto *option = app.add_option_function<std::string>(name, take, description);
    if (!into.isEmpty())
        option->default_str(into.toStdString()); // for the help alone
    return dressed(option, metavar);
}

CLI::Option *addArgument(CLI::App &app, const char *name, QString &into, const char *description)
{
    const auto take = [&into](const std::string &value) { into = textOf(value); };
    return app.add_option_function<std::string>(name, take, description)->type_name("");
}

CLI::Option *addList(CLI::App &app, const char *name, const char *metavar, QStringList &into, const char *description)
{
    const auto take = [&into](const std::vector<std::string> &values) {
        into.clear();
        for (const std::string &value : values)
            into += textOf(value);
    };
    auto *option = app.add_option_function<std::vector<std::string>>(name, take, description)->type_name(metavar);
    return option->get_positional() ? option : option->allow_extra_args(false);
}

CLI::Option *addNumber(CLI::App &app, const char *name, std::optional<int> &into, const std::string &description)
{
    const auto take = [&into](const std::string &value) { into = textOf(value).toInt(); };
    auto *option = app.add_option_function<std::string>(name, take, description);
    option->check(CLI::Validator(wholeNumberFault, std::string()));
    return dressed(option, "N");
}

CLI::Option *addFlag(CLI::App &app, const char *name, bool &into, const char *description)
{
    auto *option = app.add_flag_callback(
        name, [&into] { into = true; }, description);
    return option->disable_flag_override()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CLI::Option *addDataOption(CLI::App &app, QString &into)
{
    auto *option = addText(app, "--data", "DIR", into, "The folder with the server's data.");
    return option->default_str(DataDir::defaultPath().toStdString())->group(kCommonOptions);
}

CLI::Option *addJsonOption(CLI::App &app, bool &into)
{
    return addFlag(app, "--json", into, "Print JSON.")->group(kCommonOptions);
}

CLI::App &addVerb(CLI::App &app, const char *name, const char *description, const char *example,
                  std::function<void()> chosen)
{
    CLI::App &verb = *app.add_subcommand(name, description);
    verb.footer(example);
    verb.final_callback(std::move(chosen));
    return verb;
}

void requireVerb(CLI::App &app, std::initializer_list<CLI::Option *> alsoBeforeTheVerb)
{
    app.require_subcommand(1);
    for (CLI::Option *option : alsoBeforeTheVerb)
        option->group(std::string()); // hidden
}

CLI::Validator oneOf(const QStringList &words)
{
    const QString listed = words.sliced(0, words.size() - 1).join(QStringLiteral(", ")) +
                           (words.size() > 2 ? QStringLiteral(", or ") : QStringLiteral(" or ")) + words.last();
    return CLI::Validator(
        [words, fault = QStringLiteral("must be %1").arg(listed).toStdString()](const std::string &value) {
            return words.contains(textOf(value)) ? std::string() : fault;
        },
        std::string());
}

} // namespace pl
