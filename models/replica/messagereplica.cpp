#include "models/replica/messagereplica.h"

#include "models/base/answer.h"

namespace pl::replica {

MessageReplica::MessageReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : Replica(pollInterval, parent)
    , m_client(client)
    , m_messages(client, "notifications", TableCopy<Notification>::First::NewestPage)
{
}

void MessageReplica::read()
{
    readTable(
        m_messages, [this](const auto &news) { Q_EMIT messagesChanged(news); }, [this] { round().end(); });
}

QFuture<Result<>> MessageReplica::markSeen(const Notification &reply)
{
    const auto written =
        m_client.guardedUpdate<Notification>("notifications", reply.id, reply.version, {{"seen", true}});
    return thenOn(this, written, [this](const Result<supabase::GuardedWrite<Notification>> &outcome) {
        if (outcome && outcome->row)
            announce(m_messages.merge({*outcome->row}), [this](const auto &news) { Q_EMIT messagesChanged(news); });
        else if (outcome)
            syncNow(); // somebody else was faster, and has seen it
        return outcome ? Result<>() : Result<>(outcome.error());
    });
}

} // namespace pl::replica
