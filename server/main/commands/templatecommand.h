#pragma once

#include "models/replica/templatebook.h"
#include "server/main/commands/storecommand.h"

namespace pl {

/// `template`: the words of the office's messages.
class TemplateCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    using Verb = void (TemplateCommand::*)();

    CLI::App &addVerbOf(CLI::App &app, const char *name, const char *description, const char *example, Verb verb);
    void addMessage(CLI::App &app);
    wording::TemplateKey key() const { return {m_name, m_channel, m_language}; }

    void list();
    void show();
    void set();
    void reset();
    void write(const std::optional<wording::TemplateText> &text, const QString &done);

    std::unique_ptr<replica::TemplateBook> m_book;
    Verb m_verb = nullptr;
    QString m_name;
    QString m_channel = QStringLiteral("email");
    QString m_language = QStringLiteral("en");
    QString m_file;
};

} // namespace pl
