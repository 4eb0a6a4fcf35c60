#include "server/main/commands/commandhelp.h"

#include "server/main/commands/options.h"

namespace pl {

namespace {

constexpr qsizetype kColumns = 80;
constexpr qsizetype kIndent = 2;

struct Row
{
    QString term;
    QString description;
};

/// `text` in lines of at most `width` letters, unless a word alone is longer.
QStringList wrapped(const QString &text, qsizetype width)
{
    QStringList lines;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts))
        if (!lines.isEmpty() && lines.last().size() + 1 + word.size() <= width)
            lines.last() += u' ' + word;
        else
            lines += word;
    return lines;
}

QString section(const char *title, const QList<Row> &rows)
{
    if (rows.isEmpty())
        return {};
    qsizetype longest = 0;
    for (const Row &row : rows)
        longest = std::max(longest, row.term.size());
    const qsizetype left = kIndent + longest + 2;
    QString text = u'\n' + QString::fromLatin1(title) + QStringLiteral(":\n");
    for (const Row &row : rows) {
        const QStringList lines = wrapped(row.description, kColumns - left);
        QString line = (QString(kIndent, u' ') + row.term).leftJustified(left) + lines.value(0);
        for (const QString &further : lines.mid(1))
            line += u'\n' + QString(left, u' ') + further;
        text += line + u'\n';
    }
    return text;
}

QList<const CLI::Option *> optionsOf(const CLI::App &app, bool isPositional)
{
    QList<const CLI::Option *> options;
    for (const CLI::Option *option : app.get_options({}))
        if (option->get_positional() == isPositional && !option->get_group().empty())
            options += option;
    std::stable_partition(options.begin(), options.end(),
                          [](const CLI::Option *option) { return option->get_group() != kCommonOptions; });
    return options;
}

QString argumentOf(const CLI::Option &option)
{
    const QString name = QString::fromStdString(option.get_name(true));
    const bool isList = option.get_expected_max() > 1;
    return isList ? name + QStringLiteral("...") : name;
}

/// "--data DIR"; an option's value is told by its type's name.
QString termOf(const CLI::Option &option)
{
    QStringList names;
    for (const std::string &letter : option.get_snames())
        names += u'-' + QString::fromStdString(letter);
    for (const std::string &name : option.get_lnames())
        names += QStringLiteral("--") + QString::fromStdString(name);
    const QString value =
        option.get_items_expected_max() == 0 ? QString() : QString::fromStdString(option.get_type_name());
    return value.isEmpty() ? names.join(u", ") : names.join(u", ") + u' ' + value;
}

QString descriptionOf(const CLI::Option &option)
{
    const QString description = QString::fromStdString(option.get_description());
    const QString standard = QString::fromStdString(option.get_default_str());
    return standard.isEmpty() ? description : description + QStringLiteral(" Default: ") + standard;
}

QList<Row> rowsOf(const CLI::App &app, bool isPositional)
{
    QList<Row> rows;
    for (const CLI::Option *option : optionsOf(app, isPositional))
        if (option != app.get_help_ptr())
            rows.append({isPositional ? argumentOf(*option) : termOf(*option), descriptionOf(*option)});
    if (!isPositional && app.get_help_ptr())
        rows.append({termOf(*app.get_help_ptr()), descriptionOf(*app.get_help_ptr())});
    return rows;
}

QList<Row> commandRows(const CLI::App &app)
{
    QList<Row> rows;
    for (const CLI::App *command : app.get_subcommands({}))
        rows.append({QString::fromStdString(command->get_name()), QString::fromStdString(command->get_description())});
    return rows;
}

/// A command's footer is its examples, the program's own is text.
QString endOf(const CLI::App &app)
{
    const QString footer = QString::fromStdString(app.get_footer());
    if (footer.isEmpty())
        return {};
    if (!app.get_parent())
        return u'\n' + wrapped(footer, kColumns).join(u'\n') + u'\n';
    const QStringList examples = footer.split(u'\n');
    QString text = examples.size() == 1 ? QStringLiteral("\nExample:\n") : QStringLiteral("\nExamples:\n");
    for (const QString &example : examples)
        text += QStringLiteral("  %1 %2\n").arg(QLatin1StringView(kProgramName), example);
    return text;
}

} // namespace

QString commandPath(const CLI::App &app)
{
    QStringList words;
    for (const CLI::App *at = &app; at->get_parent(); at = at->get_parent())
        words.prepend(QString::fromStdString(at->get_name()));
    return words.join(u' ');
}

QString usageOf(const CLI::App &app)
{
    QStringList words{QString::fromLatin1(kProgramName)};
    if (app.get_parent())
        words += commandPath(app);
    if (!app.get_subcommands({}).empty())
        words += app.get_parent() && app.get_require_subcommand_min() > 0 ? QStringLiteral("COMMAND")
                                                                          : QStringLiteral("[COMMAND]");
    for (const CLI::Option *argument : optionsOf(app, true))
        words += argument->get_required() ? argumentOf(*argument) : u'[' + argumentOf(*argument) + u']';
    for (const CLI::Option *option : optionsOf(app, false))
        if (option->get_required())
            words += termOf(*option);
    return words.join(u' ') + QStringLiteral(" [options]");
}

QStringList commandNames(const CLI::App &app)
{
    QStringList names;
    for (const Row &row : commandRows(app))
        names += row.term;
    return names;
}

QStringList optionNames(const CLI::App &app)
{
    QStringList names;
    for (const CLI::Option *option : optionsOf(app, false))
        for (const std::string &name : option->get_lnames())
            names += QStringLiteral("--") + QString::fromStdString(name);
    return names;
}

QByteArray helpOf(const CLI::App &app)
{
    const QString description = QString::fromStdString(app.get_description());
    return (wrapped(description, kColumns).join(u'\n') + QStringLiteral("\n\nUsage: ") + usageOf(app) + u'\n' +
            section("Commands", commandRows(app)) + section("Arguments", rowsOf(app, true)) +
            section("Options", rowsOf(app, false)) + endOf(app))
        .toUtf8();
}

} // namespace pl
