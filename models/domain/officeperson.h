#pragma once

#include "models/base/jsonreader.h"

namespace pl {

/// Somebody who can sign in, as the server tells admins.
struct OfficePerson
{
    static constexpr QLatin1StringView kAdmin{"admin"};
    static constexpr QLatin1StringView kStaff{"staff"};
    static constexpr QLatin1StringView kPlumber{"plumber"};

    QUuid id;
    QString email;
    QString role; ///< "admin", "staff", "plumber"; empty: none, so they see nothing
    std::optional<Timestamp> lastSignInAt;
    bool isDisabled = false;
    bool isInvited = false; ///< has a link to choose a password and hasn't used it

    bool operator==(const OfficePerson &) const = default;
    bool isActiveAdmin() const { return role == kAdmin && !isDisabled; }
    /// Whether the role is one that the server gives.
    static bool isRole(const QString &role) { return role == kAdmin || role == kStaff || role == kPlumber; }
    nlohmann::json toJson() const;
    static Result<OfficePerson> fromJson(const nlohmann::json &object);
    static Result<QList<OfficePerson>> listFromJson(const nlohmann::json &list);
};

} // namespace pl
