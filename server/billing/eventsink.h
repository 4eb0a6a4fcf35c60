#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/eventforwarder.h"

namespace pl::billing {

/// Carries Stripe's events from the journal into `stripe_events`. An event that is there stays as it is, with what was
/// made of it.
journal::EventSink stripeEventSink(supabase::RestClient &rest);

} // namespace pl::billing
