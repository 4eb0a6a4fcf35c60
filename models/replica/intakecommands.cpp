#include "models/replica/intakecommands.h"

namespace pl::replica {
namespace {

using nlohmann::json;
using supabase::GuardedWrite;
using supabase::Query;

template <class T>
Result<T> oneOf(const Result<QList<T>> &rows, const QString &missing)
{
    if (!rows)
        return rows.error();
    return rows->isEmpty() ? Result<T>(Error{ErrorCode::NotFound, missing}) : Result<T>(rows->first());
}

json statusChange(IntakeStatus status)
{
    return {{"status", enumText(status)}};
}

} // namespace

IntakeCommands::IntakeCommands(supabase::RestClient &client, IntakeReplica &replica, QObject *parent)
    : QObject(parent), m_client(client), m_replica(replica)
{
}

QFuture<Result<IntakeBody>> IntakeCommands::body(const QUuid &itemId)
{
    const Query query = Query("intake_items").select(IntakeBody::kColumns).eq("id", itemId);
    return m_client.select<IntakeBody>(query).then([](const Result<QList<IntakeBody>> &rows) {
        return oneOf(rows, QStringLiteral("There is no such item any more."));
    });
}

QFuture<Result<LeadSource>> IntakeCommands::source(const QUuid &id)
{
    const Query query = Query("lead_sources").select(LeadSource::columns()).eq("id", id);
    return m_client.select<LeadSource>(query).then([](const Result<QList<LeadSource>> &rows) {
        return oneOf(rows, QStringLiteral("There is no such source any more."));
    });
}

QFuture<Result<LeadSource>> IntakeCommands::saveMapping(const LeadSource &seen, const json &mapping)
{
    return m_client.guardedUpdate<LeadSource>("lead_sources", seen.id, seen.version, {{"mapping", mapping}})
        .then([](const Result<GuardedWrite<LeadSource>> &outcome) -> Result<LeadSource> {
            if (!outcome)
                return outcome.error();
            if (outcome->somebodyWasFaster())
                return Error{ErrorCode::Outdated, tr("Somebody else has just changed this source.")};
            return *outcome->row;
        });
}

QFuture<Result<QList<IntakeItem>>> IntakeCommands::retryAll(const QUuid &sourceId)
{
    return retryWaiting(sourceId, {IntakeCause::Unmapped, IntakeCause::Broken, IntakeCause::Refused,
                                   IntakeCause::OverLimit, IntakeCause::NotFetched});
}

QFuture<Result<QList<IntakeItem>>> IntakeCommands::retryNotFetched(const QUuid &sourceId)
{
    return retryWaiting(sourceId, {IntakeCause::NotFetched});
}

QFuture<Result<QList<IntakeItem>>> IntakeCommands::retryWaiting(const QUuid &sourceId, const QList<IntakeCause> &causes)
{
    QStringList names;
    for (const IntakeCause cause : causes)
        names += QString(enumName(cause));
    const Query query = Query("intake_items")
                            .eq("source_id", sourceId)
                            .eq("status", QString(enumName(IntakeStatus::Waiting)))
                            .in("cause", names)
                            .isNull("erased_at")
                            .select(IntakeItem::columns());
    return thenOn(this, m_client.update(query, statusChange(IntakeStatus::Retry)),
                  [this](const Result<json> &rows) -> Result<QList<IntakeItem>> {
                      if (!rows)
                          return rows.error();
                      QList<IntakeItem> items;
                      for (const json &row : *rows) {
                          auto item = IntakeItem::fromJson(row);
                          if (!item)
                              return Error{ErrorCode::Protocol, item.error().message, item.error().fields};
                          items += std::move(item).value();
                      }
                      m_replica.apply(items);
                      return items;
                  });
}

QFuture<Result<IntakeItem>> IntakeCommands::retry(const IntakeItem &seen)
{
    return write(seen, statusChange(IntakeStatus::Retry));
}

QFuture<Result<IntakeItem>> IntakeCommands::discard(const IntakeItem &seen, const QString &reason)
{
    json changes = statusChange(IntakeStatus::Discarded);
    changes["note"] = toJson(reason);
    return write(seen, changes);
}

QFuture<Result<IntakeItem>> IntakeCommands::restore(const IntakeItem &seen)
{
    return write(seen, statusChange(IntakeStatus::Waiting));
}

QFuture<Result<IntakeItem>> IntakeCommands::write(const IntakeItem &seen, const json &changes)
{
    const auto written = m_client.guardedUpdate<IntakeItem>("intake_items", seen.id, seen.version, changes);
    return thenOn(this, written, [this](const Result<GuardedWrite<IntakeItem>> &outcome) -> Result<IntakeItem> {
        if (!outcome)
            return outcome.error();
        if (outcome->somebodyWasFaster()) {
            m_replica.syncNow();
            return Error{ErrorCode::Outdated, tr("Somebody else, or the server, has just changed this item.")};
        }
        m_replica.apply({*outcome->row});
        return *outcome->row;
    });
}

} // namespace pl::replica
