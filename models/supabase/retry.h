#pragma once

#include "models/supabase/restclient.h"

namespace pl::supabase {

/// 429, 5xx, or no answer at all: another try may succeed, although this one may already have had its effect. Not when
/// the project is paused (540): somebody has to restore it first.
bool worthRepeating(const Result<HttpResponse> &answer);

/// How long to wait after `tries` tries, the last of which got `answer`: see RetryPolicy. Nothing if it should not be
/// repeated: it would not help, it was the last try, or the server asks for a longer wait than the policy allows.
std::optional<std::chrono::milliseconds> retryDelay(const RetryPolicy &policy, int tries,
                                                    const Result<HttpResponse> &answer);

/// What Retry-After asks for, in seconds or as a date (RFC 9110 §10.2.3); 0 when it asks for nothing. A date counts
/// from the answer's own Date, so that the two clocks need not agree.
std::chrono::seconds retryAfter(const HttpResponse &response);

/// An HTTP header's date, "Sun, 06 Nov 1994 08:49:37 GMT"; nothing when it is none.
std::optional<Timestamp> httpDate(const QByteArray &text);

} // namespace pl::supabase
