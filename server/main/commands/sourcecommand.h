#pragma once

#include "server/main/commands/storecommand.h"
#include "server/main/newsource.h"

namespace pl {

/// source add NAME | list | revoke NAME | limit NAME | origins NAME: the lead sources, their keys and what they may do.
class SourceCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

protected:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;

private:
    using WithRules = std::function<void(intake::SourceRules &)>;

    void add(const SourceWishes &wishes, bool asJson);
    void list(bool asJson);
    void revoke(const QString &name);
    void limit(const QString &name, const QCommandLineParser &parser);
    void setOrigins(const QString &name, const QByteArrayList &origins);
    void updateSource(const QString &name, const nlohmann::json &changes, const std::function<void(QUuid)> &then);
    void changeRules(const QUuid &source, const WithRules &change, const QString &done);
    void fail(const Error &error) { Q_EMIT finished(error); }
};

} // namespace pl
