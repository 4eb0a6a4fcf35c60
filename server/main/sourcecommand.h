#pragma once

#include "server/main/storecommand.h"

namespace pl {

/// source add NAME | list | revoke NAME: the lead sources and their keys.
class SourceCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

protected:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;

private:
    void add(const QString &name, bool asJson);
    void list(bool asJson);
    void revoke(const QString &name);
};

} // namespace pl
