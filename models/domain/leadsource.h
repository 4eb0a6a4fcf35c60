#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/sourcekey.h"
#include "models/domain/urgency.h"

namespace pl {

/// Where leads come from: one row of `lead_sources`. Admins and the server may see it.
struct LeadSource
{
    using Kind = SourceKey::Kind;

    QUuid id;
    QString name;
    Kind kind = Kind::Program;
    QString keyPrefix;
    std::optional<QString> preset; ///< a hook's: one of mapping::presetNames(); none: "generic"
    nlohmann::json mapping;        ///< a hook's own, instead of its preset's (mapping::Mapping as JSON), or null
    std::optional<QString> defaultService;
    std::optional<Urgency> defaultUrgency;
    /// A hook's: how else than by its address it shows that it is the one. A list of mapping::Authentication as JSON,
    /// or null for its preset's. Holds no secrets: those are in `source_secrets`.
    nlohmann::json authentication;
    int answerStatus = 200; ///< what a hook hears when its lead was taken: 200 or 201
    qint64 costCents = 0;   ///< what the office pays for one lead
    std::optional<qint64> dailyCap;
    bool active = true;
    std::optional<Timestamp> oldKeyUntil; ///< until when the key before this one still works
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;

    bool operator==(const LeadSource &) const = default;
    static Result<LeadSource> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, for `select=`.
    static QByteArray columns();
};

} // namespace pl
