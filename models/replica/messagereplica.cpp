#include "models/replica/messagereplica.h"

#include "models/base/answer.h"

namespace pl::replica {

MessageReplica::MessageReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : RowReplica(client, "notifications", First::NewestPage, pollInterval, parent)
{
}

QFuture<Result<>> MessageReplica::markSeen(const Notification &reply)
{
    const Answer<> answer;
    const auto written =
        client().guardedUpdate<Notification>("notifications", reply.id, reply.version, {{"seen", true}});
    onResult(this, written, [this, answer](const Result<supabase::GuardedWrite<Notification>> &outcome) {
        if (outcome && outcome->row)
            apply(*outcome->row);
        else if (outcome)
            syncNow(); // somebody else was faster, and has seen it
        answer.finish(outcome ? Result<>() : Result<>(outcome.error()));
    });
    return answer.future();
}

} // namespace pl::replica
