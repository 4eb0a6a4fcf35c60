#pragma once

#include "server/embedded/embeddedsupabase.h"

namespace pl {

/// Gives an office that has no services those with which every office begins, as `migrate` gives them to a project of
/// its own (server/supabase/seed.sql). Blocks for some milliseconds.
Result<> beginWithServices(embedded::EmbeddedSupabase &store);

} // namespace pl
