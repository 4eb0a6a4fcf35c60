#pragma once

#include "models/domain/leadevent.h"
#include "models/domain/newlead.h"
#include "models/replica/officereplica.h"

#include <functional>

namespace pl::replica {

/// Who changed a row before us, and how, as its history tells.
struct SomebodyWasFaster
{
    Lead now;                       ///< the row as it is
    std::optional<LeadEvent> event; ///< the newest line of its history, if it could be read
};

/// What became of a write: the row as written, or who was faster.
struct LeadWrite
{
    Lead row;
    std::optional<SomebodyWasFaster> lost;
    bool written() const { return !lost; }
};

/// What the office does to leads and plumbers. Every write names the version it saw; when somebody was faster the
/// answer says who and what, and the replica has the new row already. Lives on the replica's thread; every call
/// finishes exactly once. Errors: Unavailable/TimedOut when there is no connection (nothing was changed as far as is
/// known), Forbidden, InvalidInput with the wrong fields by column name.
class OfficeCommands : public QObject
{
    Q_OBJECT

public:
    OfficeCommands(supabase::RestClient &client, OfficeReplica &replica, QObject *parent = nullptr);

    /// The reasons that speak for and against the plumber now are kept with the assignment.
    QFuture<Result<LeadWrite>> assign(const Lead &seen, const QUuid &plumberId);
    QFuture<Result<LeadWrite>> unassign(const Lead &seen);
    QFuture<Result<LeadWrite>> complete(const Lead &seen, ClosedReason reason);
    /// Back to what it was before it was completed: assigned when it has a plumber, else new.
    QFuture<Result<LeadWrite>> reopen(const Lead &seen);
    /// Changes what the customer said; `fields` must be validated().
    QFuture<Result<LeadWrite>> edit(const Lead &seen, const NewLead &fields);
    /// Says that it is the request of `first` once more, or (none) that it is a request of its own. The store refuses
    /// with a reason, as InvalidInput: a duplicate has no payment, and none is parted while it has a plumber.
    QFuture<Result<LeadWrite>> setDuplicateOf(const Lead &seen, const std::optional<QUuid> &first);
    QFuture<Result<Lead>> create(const NewLead &fields);
    QFuture<Result<LeadEvent>> addNote(const QUuid &leadId, const QString &actorEmail, const QString &text);
    QFuture<Result<QList<LeadEvent>>> history(const QUuid &leadId);

    QFuture<Result<Plumber>> addPlumber(const Plumber &plumber);
    /// Outdated when somebody was faster; the replica has the new row already.
    QFuture<Result<Plumber>> editPlumber(const Plumber &seen, const Plumber &wanted);

private:
    QFuture<Result<LeadWrite>> write(const Lead &seen, const nlohmann::json &changes);
    void findWhoWasFaster(const QUuid &leadId, const std::function<void(const Result<LeadWrite> &)> &tell);
    void fetchCreated(const nlohmann::json &id, const std::function<void(const Result<Lead> &)> &tell);

    supabase::RestClient &m_client;
    OfficeReplica &m_replica;
};

} // namespace pl::replica
