#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/eventforwarder.h"
#include "server/metrics/registry.h"

namespace pl::notify {

/// Writes providers' reports to `notifications`. A row not marked as sent yet becomes sent, because a report may arrive
/// before the answer to the sending request. Reports about unknown messages are counted and dropped.
///
/// Calls of the sink are children of `owner`; client and registry must outlive it.
journal::EventSink deliverySink(supabase::RestClient &rest, metrics::Registry &registry, QObject *owner);

} // namespace pl::notify
