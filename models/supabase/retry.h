#pragma once

#include "models/supabase/restclient.h"

namespace pl::supabase {

/// 429, 5xx, or no answer at all: another try may go better, and this one may have had its effect all the same.
bool worthRepeating(const Result<HttpResponse> &answer);

/// How long to wait after `tries` tries, the last of which got `answer`: see RetryPolicy.
std::chrono::milliseconds retryDelay(const RetryPolicy &policy, int tries, const Result<HttpResponse> &answer);

} // namespace pl::supabase
