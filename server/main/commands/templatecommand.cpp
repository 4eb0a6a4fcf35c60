#include "server/main/commands/templatecommand.h"

#include "server/main/commands/options.h"

#include <QFile>

namespace pl {

CLI::App &TemplateCommand::addVerbOf(CLI::App &app, const char *name, const char *description, const char *example,
                                     Verb verb)
{
    CLI::App &added = addVerb(app, name, description, example, [this, verb] { m_verb = verb; });
    addDataOption(added, dataPath());
    return added;
}

void TemplateCommand::addMessage(CLI::App &app)
{
    addArgument(app, "NAME", m_name, "The message.")->required()->check(oneOf(wording::templateNames()));
    addText(app, "--channel", "CHANNEL", m_channel, "email or sms.")
        ->check(oneOf({QStringLiteral("email"), QStringLiteral("sms")}));
    addText(app, "--language", "LANGUAGE", m_language, "en or es.")->check(oneOf(wording::languages()));
}

void TemplateCommand::describe(CLI::App &app)
{
    requireVerb(app, {addDataOption(app, dataPath())});
    addVerbOf(app, "list", "Lists the messages, and which of them are the office's own.", "template list",
              &TemplateCommand::list);
    addMessage(addVerbOf(app, "show", "Prints a message's text.", "template show lead_assigned --channel sms",
                         &TemplateCommand::show));
    CLI::App &setting =
        addVerbOf(app, "set", "Sets a message's text.", "template set plumber_found found.txt", &TemplateCommand::set);
    addMessage(setting);
    addArgument(setting, "FILE", m_file, "A text as \"show\" prints it; an e-mail's begins with \"Subject: \".")
        ->required();
    addMessage(addVerbOf(app, "reset", "Goes back to the original.", "template reset plumber_found --language es",
                         &TemplateCommand::reset));
}

void TemplateCommand::run()
{
    if (m_verb != &TemplateCommand::list && !wording::hasTemplate(m_name, m_channel))
        return fail(usageError(QStringLiteral("There is no %1 by %2.").arg(m_name, m_channel)));
    m_book = std::make_unique<replica::TemplateBook>(rest());
    connect(
        m_book.get(), &replica::TemplateBook::changed, this,
        [this] { m_book->failure() ? fail(*m_book->failure()) : (this->*m_verb)(); },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_book->load();
}

void TemplateCommand::list()
{
    QList<QStringList> table{
        {QStringLiteral("MESSAGE"), QStringLiteral("CHANNEL"), QStringLiteral("LANGUAGE"), QStringLiteral("TEXT")}};
    for (const QString &language : wording::languages())
        for (const wording::TemplateKey &each : wording::templateKeys(language))
            table.append({each.name, each.channel, each.language,
                          m_book->words().templates.isEdited(each) ? QStringLiteral("the office's own")
                                                                   : QStringLiteral("the original")});
    Q_EMIT finished(printedTable(table));
}

void TemplateCommand::show()
{
    Q_EMIT finished(wording::fileOf(m_book->words().templates.text(key())).toUtf8());
}

void TemplateCommand::set()
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return fail(usageError(QStringLiteral("%1 can't be read: %2.").arg(m_file, file.errorString())));
    write(wording::textOfFile(QString::fromUtf8(file.readAll()).remove(u'\r')), QStringLiteral("Saved.\n"));
}

void TemplateCommand::reset()
{
    write(std::nullopt, QStringLiteral("The original is sent again.\n"));
}

void TemplateCommand::write(const std::optional<wording::TemplateText> &text, const QString &done)
{
    then(m_book->write(m_book->words().templates.row(key()), text),
         [this, done](const wording::MessageTemplate &) { Q_EMIT finished(done.toUtf8()); });
}

} // namespace pl
