#pragma once

#include "server/main/commands/intaketable.h"
#include "server/main/commands/storecommand.h"

namespace pl {

struct LeadSource;

/// `intake`: what sources sent and what could not become a lead by itself.
class IntakeCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    using Verb = void (IntakeCommand::*)();

    CLI::App &addVerbOf(CLI::App &app, const char *name, const char *description, const char *example, Verb verb);
    Result<> checkWords() const;

    void list();
    void show();
    void retry();
    void discard();

    void listOf(const QUuid &source, const SourceNames &names);
    void showItem(const nlohmann::json &row, const LeadSource &source, const QStringList &services);
    /// Goes on with the id of the source that was named, or with none, and with all names.
    void withSources(const std::function<void(const QUuid &, const SourceNames &)> &next);
    void retryNamed(const QStringList &ids, int done);
    /// Tries these again, a portion after the other, because an address has an end; `done` are already on their way.
    void retryPortions(const QStringList &ids, int done);
    /// Goes on with the rows of those that were waiting.
    void changeWaiting(const QStringList &ids, const nlohmann::json &changes,
                       const std::function<void(const nlohmann::json &)> &next);
    /// Says why an item could not be changed.
    void failFor(const QString &id);
    static Error noSuchItem(const QString &id);

    Verb m_verb = nullptr;
    QString m_id;
    QStringList m_ids;
    QString m_source;
    QString m_status = QStringLiteral("open");
    QString m_reason;
    bool m_wantsAll = false;
    bool m_asJson = false;
};

} // namespace pl
