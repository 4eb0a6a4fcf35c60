#include "models/domain/sourcesilence.h"

#include "models/base/jsonreader.h"

namespace pl {

std::optional<SourceSilence> SourceSilence::fromJson(const nlohmann::json &value)
{
    if (!value.is_object() || !value.contains("since") || value["since"].is_null())
        return std::nullopt;
    JsonReader r(value);
    const SourceSilence silence{r.string("name"), r.timestamp("since"), r.integer("expected"), r.integer("seen"),
                                r.integer("hours")};
    return r.errors().isEmpty() ? std::optional(silence) : std::nullopt;
}

nlohmann::json SourceSilence::toJson() const
{
    return {{"name", pl::toJson(name)},
            {"since", pl::toJson(since.toString())},
            {"expected", expected},
            {"seen", seen},
            {"hours", hours}};
}

} // namespace pl
