#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/eventforwarder.h"
#include "server/metrics/registry.h"

namespace pl::notify {

/// Brings what providers told into `notifications`. A row that the server has not marked as sent yet is sent then: news
/// of a message may be here before the answer to its own request. News of messages that nobody knows are counted and
/// dropped.
///
/// Calls of the sink are children of `owner`; client and registry must outlive it.
journal::EventSink deliverySink(supabase::RestClient &rest, metrics::Registry &registry, QObject *owner);

} // namespace pl::notify
