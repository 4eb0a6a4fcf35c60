#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/eventforwarder.h"

namespace pl::billing {

/// Moves Stripe's events from the journal to `stripe_events`. Existing events are left unchanged, processed or not.
journal::EventSink stripeEventSink(supabase::RestClient &rest);

} // namespace pl::billing
