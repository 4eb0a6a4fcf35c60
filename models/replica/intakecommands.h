#pragma once

#include "models/base/answer.h"
#include "models/domain/leadsource.h"
#include "models/replica/intakereplica.h"

namespace pl::replica {

/// What the office does to the items that wait to be sorted. Each write names the version it saw: Outdated, with a
/// sentence for people, when somebody was faster. The replica has the new rows already when a call finishes. Lives on
/// the replica's thread; every call finishes exactly once.
class IntakeCommands : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the commands.
    IntakeCommands(supabase::RestClient &client, IntakeReplica &replica, QObject *parent = nullptr);

    IntakeReplica &replica() { return m_replica; }

    /// What was sent. NotFound when there is no such item.
    QFuture<Result<IntakeBody>> body(const QUuid &itemId);
    /// An item's source with its mapping. For admins; NotFound for others.
    QFuture<Result<LeadSource>> source(const QUuid &id);
    /// `mapping`: a mapping::Mapping as JSON, or null for the preset's. For admins.
    QFuture<Result<LeadSource>> saveMapping(const LeadSource &seen, const nlohmann::json &mapping);

    /// The server tries all of the source's waiting items again that a mapping may make leads of; answers those.
    QFuture<Result<QList<IntakeItem>>> retryAll(const QUuid &sourceId);
    /// The server fetches again what waits because the source's leads could not be fetched, as after a new token;
    /// answers those items.
    QFuture<Result<QList<IntakeItem>>> retryNotFetched(const QUuid &sourceId);
    /// The server tries it again with the source's present mapping.
    QFuture<Result<IntakeItem>> retry(const IntakeItem &seen);
    QFuture<Result<IntakeItem>> discard(const IntakeItem &seen, const QString &reason);
    /// A discarded item waits again.
    QFuture<Result<IntakeItem>> restore(const IntakeItem &seen);

private:
    QFuture<Result<QList<IntakeItem>>> retryWaiting(const QUuid &sourceId, const QList<IntakeCause> &causes);
    QFuture<Result<IntakeItem>> write(const IntakeItem &seen, const nlohmann::json &changes);

    supabase::RestClient &m_client;
    IntakeReplica &m_replica;
};

} // namespace pl::replica
