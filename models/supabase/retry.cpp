#include "models/supabase/retry.h"

#include <QRandomGenerator>

namespace pl::supabase {

bool worthRepeating(const Result<HttpResponse> &answer)
{
    constexpr int kTooManyRequests = 429;
    if (answer)
        return answer->status == kTooManyRequests || answer->status >= 500;
    return answer.error().code == ErrorCode::Unavailable || answer.error().code == ErrorCode::TimedOut;
}

std::chrono::milliseconds retryDelay(const RetryPolicy &policy, int tries, const Result<HttpResponse> &answer)
{
    const auto full = std::min(policy.maxDelay, policy.firstDelay * (1 << std::clamp(tries - 1, 0, 16)));
    const auto most = static_cast<int>(full.count() / 2 + 1);
    const auto shortened = full - std::chrono::milliseconds(QRandomGenerator::global()->bounded(most));
    const std::chrono::seconds asked(answer ? answer->header("Retry-After").toInt() : 0);
    return std::min(policy.maxDelay, std::max<std::chrono::milliseconds>(shortened, asked));
}

} // namespace pl::supabase
