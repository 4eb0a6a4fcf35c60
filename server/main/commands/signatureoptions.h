#pragma once

#include "models/mapping/signature.h"
#include "server/main/commands/options.h"

namespace pl {

/// What `source secret --kind hmac` takes: how the source signs what it sends.
struct SignatureOptions
{
    mapping::SignatureSettings settings;

    void describe(CLI::App &app);
    /// As the settings do; a usageError() when nothing says which header has the signature.
    Result<nlohmann::json> appliedTo(const nlohmann::json &ways) const;
};

} // namespace pl
