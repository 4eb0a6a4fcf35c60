#pragma once

#include "server/embedded/embeddedsupabase.h"

namespace pl {

/// Gives an office without services the ones that every office starts with, as `migrate` does for a Supabase project
/// (server/supabase/seed.sql). Blocks for a few milliseconds.
Result<> addFirstServices(embedded::EmbeddedSupabase &store);

} // namespace pl
