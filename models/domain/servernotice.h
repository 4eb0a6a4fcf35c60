#pragma once

#include "models/base/timestamp.h"

#include <QList>
#include <QString>

#include <nlohmann/json.hpp>

namespace pl {

/// A problem that the office's admins should know about and fix: a task that keeps failing, a project that lets
/// strangers in. The server writes them into the row `server_notices` of `settings`, an object of `{"since", "text"}`
/// by kind.
struct ServerNotice
{
    static constexpr const char *kKey = "server_notices";

    QString kind; ///< "signup_open", "duty.payments"
    Timestamp since;
    QString text; ///< sentences for people

    bool operator==(const ServerNotice &) const = default;

    /// From the row's value, oldest first; invalid entries are skipped.
    static QList<ServerNotice> listFromJson(const nlohmann::json &value);
};

} // namespace pl
