#pragma once

#include "server/main/commands/storecommand.h"

namespace pl {

/// `keys`: prints the address and the keys of the embedded Supabase.
class KeysCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    bool m_asJson = false;
};

} // namespace pl
