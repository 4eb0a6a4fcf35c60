// The part of RetryCall that asks makers for leads.

#include "models/base/backoff.h"
#include "server/sorting/retrycall.h"

namespace pl::sorting {

using nlohmann::json;

namespace {

constexpr std::chrono::minutes kFirstPause(1);
constexpr std::chrono::minutes kLongestPause(60);
constexpr qint64 kMaxTries = 28; // the pauses come to a day

/// Whether asking again later may help.
bool passesByItself(ErrorCode code)
{
    switch (code) {
    case ErrorCode::RateLimited:
    case ErrorCode::Unavailable:
    case ErrorCode::TimedOut:
    case ErrorCode::Protocol:
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
        return true;
    case ErrorCode::InvalidInput:
    case ErrorCode::Unauthenticated:
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Outdated:
    case ErrorCode::TooLarge:
        break;
    }
    return false;
}

bool isAboutTheToken(const Error &error)
{
    return error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::Forbidden;
}

QString tokenTrouble(const QString &source, const Error &error)
{
    return error.remoteCode == LeadFetch::kNoToken
               ? QStringLiteral("There is no access token for %1: enter one under Sources.").arg(source)
               : QStringLiteral("The access token for %1 has run out: enter a new one under Sources.").arg(source);
}

} // namespace

void RetryCall::fetch(const QStringList &ids)
{
    m_outcome.hasFetched = true;
    const QString service = mapping::presetOf(source().source).fetch;
    onResult(this, LeadFetch::fetch(m_needs.rest, *m_needs.api, m_item.sourceId, service, ids),
             [this](const Result<FetchedLeads> &fetched) { onFetched(fetched); });
}

/// What was fetched takes the place of the ids, so that people see the lead, and it needn't be fetched again; unless
/// one is missing, whose id must not be lost.
void RetryCall::onFetched(const Result<FetchedLeads> &fetched)
{
    if (!fetched)
        return onNotFetched(fetched.error());
    m_unknown = fetched->unknown;
    m_body.contentType = "application/json";
    m_body.bytes = dumpJson(fetched->body);
    if (m_unknown.isEmpty()) {
        m_changes = IntakeBody{m_body.bytes}.toJson();
        m_changes["content_type"] = "application/json";
    }
    sort();
}

void RetryCall::onNotFetched(const Error &error)
{
    if (passesByItself(error.code))
        return tryLater(error);
    m_outcome.hasTokenTrouble = isAboutTheToken(error);
    leave({IntakeCause::NotFetched,
           m_outcome.hasTokenTrouble ? tokenTrouble(source().source.name, error) : error.message});
}

void RetryCall::tryLater(const Error &error)
{
    const qint64 tries = JsonReader(m_row).integerOr("tries", 0);
    if (tries + 1 >= kMaxTries)
        return leave({IntakeCause::NotFetched, QStringLiteral("Given up after a day. %1").arg(error.message)});
    const auto pause = Backoff(kFirstPause, kLongestPause, int(tries)).next(error.retryAfterSeconds);
    const Timestamp next = Timestamp::now().addSeconds(std::chrono::duration_cast<std::chrono::seconds>(pause).count());
    m_outcome.status = IntakeStatus::Retry;
    m_outcome.leftover = {IntakeCause::NotFetched, error.message};
    m_changes.update(json{{"cause", enumText(IntakeCause::NotFetched)},
                          {"reason", toJson(error.message)},
                          {"tries", tries + 1},
                          {"retry_at", toJson(std::optional(next))}});
    settle();
}

} // namespace pl::sorting
