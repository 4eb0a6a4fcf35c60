#pragma once

#include "server/main/commands/storecommand.h"
#include "server/main/newsource.h"

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
    void addName(CLI::App &app);
    void addLimits(CLI::App &app, const std::string &otherwise);
    Result<SourceOptions> sourceOptions() const;
    QString name() const;

    void add();
    void list();
    void revoke();
    void limit();
    void setOrigins();
    /// Changes the columns of the source that was named and goes on with its id.
    void updateSource(const nlohmann::json &changes, const std::function<void(QUuid)> &next);
    void changeRules(const QUuid &source, const WithRules &change, const QString &done);

    Verb m_verb = nullptr;
    QString m_name;
    QStringList m_origins;
    std::optional<int> m_perMinute;
    std::optional<int> m_perDay;
    bool m_isForm = false;
    bool m_asJson = false;
};

} // namespace pl
