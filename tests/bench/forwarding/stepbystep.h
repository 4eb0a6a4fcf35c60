#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/journal.h"

namespace pl::bench {

/// The simple way to forward leads: batches of 100, one request after another, and the next batch when all is done.
/// False when a request failed.
bool forwardStepByStep(journal::Journal &journal, supabase::RestClient &rest);

} // namespace pl::bench
