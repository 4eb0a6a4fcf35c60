#pragma once

#include "models/supabase/transport.h"

namespace pl::supabase {

/// Whether the target can be sent as it is: it begins with "/" and holds nothing that must be percent-encoded. The
/// Error (InvalidInput) names the request and the parameter, not its value, which may be a customer's. Every Transport
/// asks, so that a query that no network would carry doesn't pass in the same process or in a test either.
Result<> checkTarget(const HttpRequest &request);

} // namespace pl::supabase
