#pragma once

#include "server/journal/journalfile.h"
#include "server/main/commands/command.h"

namespace pl {

/// `journal`: what was taken in and where it is. Works beside the server, and on a damaged journal.
class JournalCommand : public Command
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;
    void start() override;

private:
    using Verb = Result<QByteArray> (JournalCommand::*)(journal::JournalFile &) const;

    CLI::App &addVerbOf(CLI::App &app, const char *name, const char *description, const char *example, Verb verb);
    Result<QByteArray> run() const;
    Result<QByteArray> list(journal::JournalFile &file) const;
    Result<QByteArray> retry(journal::JournalFile &file) const;
    Result<QByteArray> exportEntries(journal::JournalFile &file) const;
    Result<QByteArray> check(journal::JournalFile &file) const;

    Verb m_verb = nullptr;
    QString m_dataPath;
    QString m_state = QStringLiteral("open");
    QString m_exportPath;
    QStringList m_ids;
    bool m_wantsAll = false;
    bool m_asJson = false;
};

} // namespace pl
