#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/journal.h"

namespace pl::bench {

/// The simple way to forward leads, as it once was: batches of 100, persons looked up by requests of some 2,000
/// characters, one request after another, and the next batch when all is done. False when a request failed.
bool forwardStepByStep(journal::Journal &journal, supabase::RestClient &rest);

} // namespace pl::bench
