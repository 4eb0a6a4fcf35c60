#pragma once

#include "server/main/commands/storecommand.h"

namespace pl {

/// keys: how programs reach the embedded Supabase.
class KeysCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

protected:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;
};

} // namespace pl
