#pragma once

#include "models/base/timestamp.h"

#include <QString>

#include <nlohmann/json.hpp>

#include <optional>

namespace pl {

/// A lead source that sends far less than it usually does: something may be broken on its side. The server writes it
/// into the row `source_silence.<source's id>` of `settings`.
struct SourceSilence
{
    static constexpr const char *kPrefix = "source_silence.";

    QString name;
    Timestamp since;
    qint64 expected = 0; ///< the usual number of leads in that time
    qint64 seen = 0;     ///< the number that arrived
    qint64 hours = 0;

    bool operator==(const SourceSilence &) const = default;

    /// From the row's value; nothing when the source is sending again or the value is invalid.
    static std::optional<SourceSilence> fromJson(const nlohmann::json &value);
    nlohmann::json toJson() const;
};

} // namespace pl
