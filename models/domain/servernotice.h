#pragma once

#include "models/base/timestamp.h"

#include <QList>
#include <QString>

#include <nlohmann/json.hpp>

namespace pl {

/// What the server wants the office's admins to know and mend: a duty that fails, a project that lets strangers in. It
/// writes them into the row `server_notices` of `settings`, an object of `{"since", "text"}` by a word for the kind.
struct ServerNotice
{
    static constexpr const char *kKey = "server_notices";

    QString kind; ///< "signup_open", "duty.payments"
    Timestamp since;
    QString text; ///< sentences for people

    bool operator==(const ServerNotice &) const = default;

    /// From the row's value, the oldest first; what makes no sense is left out.
    static QList<ServerNotice> listFromJson(const nlohmann::json &value);
};

} // namespace pl
