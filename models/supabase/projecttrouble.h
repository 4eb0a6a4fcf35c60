#pragma once

#include "models/supabase/transport.h"

#include <optional>

namespace pl::supabase {

/// What an answer says about the project rather than about the request: it is paused, its database is not set up, or it
/// doesn't accept the key. A sentence with what to do; nothing if the answer is about the request itself. `code` and
/// `message` are from the response body.
std::optional<QString> projectTrouble(int status, const QString &code, const QString &message);

} // namespace pl::supabase
