#include "models/supabase/retry.h"

#include "models/base/backoff.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace pl::supabase {

bool worthRepeating(const Result<HttpResponse> &answer)
{
    constexpr int kTooManyRequests = 429;
    constexpr int kPaused = 540;
    if (answer)
        return answer->status == kTooManyRequests || (answer->status >= 500 && answer->status != kPaused);
    return answer.error().code == ErrorCode::Unavailable || answer.error().code == ErrorCode::TimedOut;
}

std::optional<std::chrono::milliseconds> retryDelay(const RetryPolicy &policy, int tries,
                                                    const Result<HttpResponse> &answer)
{
    const std::chrono::seconds asked = answer ? retryAfter(*answer) : std::chrono::seconds(0);
    if (!worthRepeating(answer) || tries >= policy.attempts || asked > policy.maxDelay)
        return std::nullopt;
    return Backoff(policy.firstDelay, policy.maxDelay, tries - 1).nextSpread(int(asked.count()));
}

std::chrono::seconds retryAfter(const HttpResponse &response)
{
    const QByteArray text = response.header("Retry-After").trimmed();
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    if (isNumber)
        return std::chrono::seconds(std::max(0, seconds));
    const auto until = httpDate(text);
    const Timestamp now = httpDate(response.header("Date")).value_or(Timestamp::now());
    return std::chrono::seconds(until ? std::max<qint64>(0, now.secondsTo(*until)) : 0);
}

std::optional<Timestamp> httpDate(const QByteArray &text)
{
    QDateTime time =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return Timestamp{time.toMSecsSinceEpoch() * 1000};
}

} // namespace pl::supabase
