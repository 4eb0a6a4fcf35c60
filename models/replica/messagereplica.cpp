#include "models/replica/messagereplica.h"

#include "models/base/answer.h"

namespace pl::replica {

MessageReplica::MessageReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : StoredReplica(client, pollInterval, parent)
{
}

QList<QUuid> MessageReplica::about(const QSet<QUuid> &leads) const
{
    QList<QUuid> ids;
    forEach([&](const MessageRow &row, columns::Row number) {
        if (!row.leadId.isNull() && leads.contains(row.leadId))
            ids += rows()->rows().id(number);
    });
    return ids;
}

MessageReplica::Latest MessageReplica::withPlumber(const QUuid &plumberId, qsizetype most) const
{
    const auto plumber = rows()->plumbers().find(plumberId);
    if (!plumber)
        return {};
    std::vector<std::pair<qint64, columns::Row>> made;
    forEach([&](const MessageRow &row, columns::Row number) {
        if (row.plumber == *plumber && !row.isToCustomer)
            made.emplace_back(-row.createdAt, number);
    });
    std::sort(made.begin(), made.end());
    Latest latest{{}, qsizetype(made.size())};
    for (const auto &[at, number] : made) {
        if (latest.messages.size() == most)
            break;
        if (const Notification *whole = row(rows()->rows().id(number)))
            latest.messages += *whole;
    }
    return latest;
}

QFuture<Result<>> MessageReplica::markSeen(const Notification &reply)
{
    const auto written =
        client().guardedUpdate<Notification>("notifications", reply.id, reply.version, {{"seen", true}});
    return thenOn(this, written, [this](const Result<supabase::GuardedWrite<Notification>> &outcome) {
        if (outcome && outcome->row)
            take(*outcome->row);
        else if (outcome)
            syncNow(); // somebody else was faster, and has seen it
        return outcome ? Result<>() : Result<>(outcome.error());
    });
}

} // namespace pl::replica
