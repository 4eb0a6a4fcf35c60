#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/eventforwarder.h"

namespace pl::notify {

/// Writes people's replies to text messages to the store: STOP and START to `opt_outs`, and each reply as a row of
/// `notifications` for the office to read, linked to the plumber or lead whose number it came from. Repeating it
/// changes nothing. Client and owner must outlive the sink.
journal::EventSink replySink(supabase::RestClient &rest, QObject *owner);

} // namespace pl::notify
