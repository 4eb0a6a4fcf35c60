#pragma once

#include "models/domain/notification.h"
#include "models/replica/rowreplica.h"

namespace pl::replica {

/// The newest messages to plumbers and customers, those that changed last, kept up to date as the payments are; the
/// office reads them and says which answers it has looked at. An old message that changes comes in; none goes.
class MessageReplica : public RowReplica<Notification>
{
    Q_OBJECT

public:
    explicit MessageReplica(supabase::RestClient &client, QObject *parent = nullptr,
                            std::chrono::milliseconds pollInterval = std::chrono::seconds(5));

    const QHash<QUuid, Notification> &messages() const { return rows(); }
    /// Somebody has looked at this answer.
    QFuture<Result<>> markSeen(const Notification &reply);

Q_SIGNALS:
    void messagesChanged(const QList<pl::Notification> &messages);

protected:
    void rowsReceived(const QList<Notification> &news) override { Q_EMIT messagesChanged(news); }
};

} // namespace pl::replica
