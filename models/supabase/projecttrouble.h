#pragma once

#include "models/supabase/transport.h"

#include <optional>

namespace pl::supabase {

/// What an answer says about the project rather than about the request: it is paused, its database is not set up, it
/// does not take the key. One sentence with what to do. Nothing when the answer is about the request itself.
/// `code` and `message` are the body's.
std::optional<QString> projectTrouble(int status, const QString &code, const QString &message);

} // namespace pl::supabase
