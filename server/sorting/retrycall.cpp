#include "server/sorting/retrycall.h"

#include "models/base/backoff.h"

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

QString unknownLeads(const QStringList &ids)
{
    return QStringLiteral("There is no such lead, or the token may not read it: %1.")
        .arg(ids.first(std::min<qsizetype>(ids.size(), 10)).join(QStringLiteral(", ")));
}

} // namespace

QFuture<Result<Retried>> RetryCall::retry(const Needs &needs, const json &row)
{
    return (new RetryCall(needs, row))->start();
}

QByteArray RetryCall::columns()
{
    return IntakeItem::columns() + ",tries,retry_at," + IntakeBody::kColumns;
}

void RetryCall::run()
{
    const auto item = IntakeItem::fromJson(m_row);
    const auto body = IntakeBody::fromJson(m_row);
    if (!item || !body)
        return finish(Error{ErrorCode::Protocol, QStringLiteral("The item can't be read.")});
    m_item = *item;
    m_body = {m_item.sourceId, m_item.id, m_item.receivedAt, m_item.contentType.toLatin1(), body->bytes, m_item.isTest};
    m_outcome.item = m_item.id;
    m_outcome.source = m_item.sourceId;
    m_outcome.isTest = m_item.isTest;
    // The rules are newer than the item, so another try would end alike.
    if (!m_needs.rules->sources.contains(m_item.sourceId))
        return leave({m_item.cause, QStringLiteral("The settings of its source can't be read.")});
    if (m_item.erasedAt || m_row.at("body").is_null())
        return leave({m_item.cause, QStringLiteral("Its text is no longer kept.")});
    sort();
}

void RetryCall::sort()
{
    m_sorted = sortBody(m_body, *m_needs.rules);
    if (m_sorted.idsToFetch.isEmpty())
        return findEarlier();
    if (m_outcome.hasFetched || !m_needs.api)
        return leave(
            {IntakeCause::NotFetched, QStringLiteral("Only ids were sent, and no leads were found for them.")});
    fetch(m_sorted.idsToFetch);
}

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

/// An earlier try, without the source's own ids, may have made some of these leads already.
void RetryCall::findEarlier()
{
    QStringList ids;
    for (const SortedLead &lead : m_sorted.leads)
        if (lead.row["id"] != toJson(lead.idByPlace))
            ids += lead.idByPlace.toString(QUuid::WithoutBraces);
    if (ids.isEmpty())
        return write();
    then(m_needs.rest.selectJson(supabase::Query("leads").select("id").in("id", ids)),
         [this](const json &rows) { onEarlier(rows); });
}

void RetryCall::onEarlier(const json &rows)
{
    for (const json &row : rows)
        for (SortedLead &lead : m_sorted.leads)
            if (JsonReader(row).uuid("id") == lead.idByPlace)
                lead.row["id"] = toJson(lead.idByPlace);
    write();
}

void RetryCall::write()
{
    then(LeadWriting::write(m_needs.rest, m_sorted.leads),
         [this](const QList<WrittenLead> &written) { onWritten(written); });
}

/// Taken only when nothing in it is left to people: until then, trying again adds what is missing.
void RetryCall::onWritten(const QList<WrittenLead> &written)
{
    QUuid lead;
    for (const WrittenLead &one : written) {
        if (!one.refusal.isEmpty())
            return leave({IntakeCause::Unmapped, QStringLiteral("The lead was %1.").arg(one.refusal)});
        if (lead.isNull())
            lead = one.id;
    }
    if (!m_unknown.isEmpty())
        return leave({IntakeCause::NotFetched, unknownLeads(m_unknown)});
    const bool isLeft = m_sorted.leftover && (lead.isNull() || m_sorted.leftover->cause != IntakeCause::NoLead);
    isLeft ? leave(*m_sorted.leftover) : take(lead);
}

void RetryCall::take(const QUuid &lead)
{
    m_outcome.status = IntakeStatus::Taken;
    m_changes.update(json{{"status", enumText(IntakeStatus::Taken)},
                          {"lead_id", toJson(lead)},
                          {"settled_at", toJson(std::optional(Timestamp::now()))},
                          {"settled_by", kServer},
                          {"tries", 0},
                          {"retry_at", nullptr}});
    settle();
}

void RetryCall::leave(const Leftover &leftover)
{
    m_outcome.status = leftover.cause == IntakeCause::NoLead ? IntakeStatus::Discarded : IntakeStatus::Waiting;
    m_outcome.leftover = leftover;
    m_changes.update(outcomeColumns(leftover, Timestamp::now()));
    settle();
}

/// When somebody was faster, the item is as they want it: discarded, or to be tried again.
void RetryCall::settle()
{
    then(m_needs.rest.guardedUpdateJson("intake_items", IntakeItem::columns(), m_item.id, m_item.version, m_changes),
         [this](const json &) { finish(m_outcome); });
}

} // namespace pl::sorting
