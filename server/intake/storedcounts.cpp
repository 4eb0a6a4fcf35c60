#include "server/intake/storedcounts.h"

#include "models/base/onresult.h"

namespace pl::intake {

namespace {

constexpr qint64 kMicrosOfMinute = 60'000'000;
constexpr qint64 kMicrosOfDay = 86'400'000'000;

/// "0-0/123", "*/0"
Result<qint64> totalOf(const Result<supabase::HttpResponse> &answer)
{
    if (!answer)
        return answer.error();
    if (answer->status >= 300)
        return supabase::errorFromResponse(*answer);
    const QByteArray range = answer->header("Content-Range");
    bool isNumber = false;
    const qint64 total = range.mid(range.lastIndexOf('/') + 1).toLongLong(&isNumber);
    if (!isNumber)
        return Error{ErrorCode::Protocol, QStringLiteral("The store did not return a row count.")};
    return total;
}

} // namespace

QFuture<Result<qint64>> countRows(supabase::RestClient &rest, supabase::Query query)
{
    const auto target = query.limit(1).target();
    return rest.send({"GET", target, {{"Prefer", "count=exact"}}}, true).then(totalOf);
}

StoredCounts::StoredCounts(supabase::RestClient &rest, std::shared_ptr<SourceLimits> limits, SourceLimits::Clock clock,
                           QObject *parent)
    : QObject(parent), m_rest(rest), m_limits(std::move(limits)), m_clock(std::move(clock))
{
}

void StoredCounts::refresh(const Source &source)
{
    const Timestamp now = m_clock();
    const qint64 minute = now.micros / kMicrosOfMinute;
    if (source.perDay == 0 || m_askedMinute.value(source.id, -1) == minute)
        return;
    m_askedMinute[source.id] = minute;
    m_limits->beginStored(source.id);
    const Timestamp midnight{now.micros - now.micros % kMicrosOfDay};
    // Implied by created_at; lets the store use an index.
    const auto query = supabase::Query("leads")
                           .select("id")
                           .eq("source_id", source.id)
                           .gte("updated_at", midnight)
                           .gte("created_at", midnight);
    onResult(this, countRows(m_rest, query), [this, id = source.id](const Result<qint64> &leads) {
        if (leads)
            m_limits->setStored(id, int(std::min<qint64>(*leads, std::numeric_limits<int>::max())));
    });
}

} // namespace pl::intake
