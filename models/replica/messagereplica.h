#pragma once

#include "models/domain/notification.h"
#include "models/replica/replica.h"

namespace pl::replica {

/// The newest messages to plumbers and customers, those that changed last, kept up to date as the payments are; the
/// office reads them and says which answers it has looked at. An old message that changes comes in; none goes.
class MessageReplica : public Replica
{
    Q_OBJECT

public:
    /// `client` must outlive the replica.
    explicit MessageReplica(supabase::RestClient &client, QObject *parent = nullptr,
                            std::chrono::milliseconds pollInterval = std::chrono::seconds(5));

    const QHash<QUuid, Notification> &messages() const { return m_messages.rows(); }
    /// Null when it is not known. Valid until the event loop runs again.
    const Notification *row(const QUuid &id) const { return m_messages.row(id); }
    /// There were older ones than those that were read first.
    bool isCut() const { return m_messages.isCut(); }
    /// Somebody has looked at this answer.
    QFuture<Result<>> markSeen(const Notification &reply);

Q_SIGNALS:
    /// The first load is complete.
    void reset();
    void messagesChanged(const QList<pl::Notification> &messages);

private:
    void read() override;
    void loaded() override { Q_EMIT reset(); }

    supabase::RestClient &m_client;
    TableCopy<Notification> m_messages;
};

} // namespace pl::replica
