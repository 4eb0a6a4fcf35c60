#pragma once

#include "server/main/commands/hookoptions.h"
#include "server/main/commands/signatureoptions.h"
#include "server/main/commands/storecommand.h"

namespace pl {

/// `source`: the lead sources, their keys, and what they may do.
class SourceCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    using Verb = void (SourceCommand::*)();
    using WithRules = std::function<void(intake::SourceRules &)>;

    CLI::App &addVerbOf(CLI::App &app, const char *name, const char *description, const char *example, Verb verb);
    void describeAdd(CLI::App &app);
    void describeChanges(CLI::App &app);
    void describeHooks(CLI::App &app);
    void addName(CLI::App &app);
    void addLimits(CLI::App &app, const std::string &otherwise);
    Result<SourceOptions> sourceOptions() const;
    QString name() const;

    void add();
    void addChecked(const SourceOptions &options);
    QByteArray describeNew(const NewSource &source, LeadSource::Kind kind) const;
    void list();
    void revoke();
    void limit();
    void setOrigins();
    void map();
    void mapping();
    void secret();
    void rotate();
    /// Changes the columns of the source that was named and goes on with its id.
    void updateSource(const nlohmann::json &changes, const std::function<void(QUuid)> &next);
    void changeRules(const QUuid &source, const WithRules &change, const QString &done);
    /// Goes on with the row of the source that was named; `columns` are LeadSource's and maybe more.
    void withRow(const QByteArray &columns, const std::function<void(const nlohmann::json &)> &next);
    void withSource(const std::function<void(const LeadSource &)> &next);
    /// Goes on if the row is still as it was seen.
    void change(const LeadSource &source, const nlohmann::json &changes, const std::function<void()> &next);
    void saveSecret(const LeadSource &source, const QString &secret);
    void fetchAgain(const LeadSource &source, const QString &done);
    QByteArray describeRotation(const LeadSource &source, const SourceKey &key, Timestamp oldUntil) const;
    Error noSuchSource() const;

    Verb m_verb = nullptr;
    QString m_name;
    QStringList m_origins;
    std::optional<int> m_perMinute;
    std::optional<int> m_perDay;
    HookOptions m_hook;
    SignatureOptions m_signature;
    QString m_file;
    QString m_preset;
    QString m_secretKind;
    bool m_isForm = false;
    bool m_resets = false;
    bool m_asJson = false;
};

} // namespace pl
