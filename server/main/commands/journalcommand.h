#pragma once

#include "server/journal/journalfile.h"
#include "server/main/commands/command.h"

namespace pl {

/// journal: what was taken in and where it is. Works beside the server, and on a damaged journal.
class JournalCommand : public Command
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;
    void start(const QCommandLineParser &parser) override;

private:
    Result<QByteArray> run(const QCommandLineParser &parser);
    Result<QByteArray> list(journal::JournalFile &file, const QCommandLineParser &parser) const;
    Result<QByteArray> retry(journal::JournalFile &file, const QStringList &ids, bool all) const;
    Result<QByteArray> exportTo(journal::JournalFile &file, const QString &path, bool all) const;
    Result<QByteArray> check(journal::JournalFile &file, bool asJson) const;
};

} // namespace pl
