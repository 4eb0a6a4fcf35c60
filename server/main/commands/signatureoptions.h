#pragma once

#include "models/mapping/preset.h"
#include "server/main/commands/options.h"

namespace pl {

/// What `source secret --kind hmac` takes: how the source signs what it sends.
struct SignatureOptions
{
    QString header;
    QString algorithm;
    QString encoding;
    QString prefix;

    void describe(CLI::App &app);
    bool areGiven() const;

    /// The ways in which a source shows that it is the one, `now`, with these in place of what they say about its
    /// signature; what was left out stays as it is, and at first is SHA-256 in hex. A usageError() when nothing says
    /// which header has it. As JSON: the column `lead_sources.authentication`.
    Result<nlohmann::json> appliedTo(nlohmann::json now) const;
};

/// A preset's ways, as that column has them.
nlohmann::json authenticationJson(const mapping::Preset &preset);

} // namespace pl
