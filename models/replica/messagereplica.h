#pragma once

#include "models/replica/messagerows.h"
#include "models/replica/storedreplica.h"

namespace pl::replica {

/// All messages to plumbers and customers and their replies, kept up to date as the payments are; the office reads them
/// and says which answers it has looked at.
class MessageReplica : public StoredReplica<MessageRows>
{
    Q_OBJECT

public:
    /// `client` must outlive the replica.
    explicit MessageReplica(supabase::RestClient &client, QObject *parent = nullptr,
                            std::chrono::milliseconds pollInterval = std::chrono::seconds(5));

    /// Calls `use(row, number)` for each message, in any order: some ms for a million.
    template <class F>
    void forEach(F use) const
    {
        const RowChunks<MessageRow> &all = rows()->rows();
        for (columns::Row row = 0; row < all.size(); ++row)
            use(all[row], row);
    }
    /// The ids of those that are about these leads.
    QList<QUuid> about(const QSet<QUuid> &leads) const;
    /// Of those between the office and a plumber, the newest `most`, whole, and how many there are.
    struct Latest
    {
        QList<Notification> messages;
        qsizetype count = 0;
    };
    Latest withPlumber(const QUuid &plumberId, qsizetype most) const;
    /// The ids of all, the newest first.
    QList<QUuid> newestFirst() const { return idsNewestFirst(rows()->rows()); }
    /// Somebody has looked at this answer.
    QFuture<Result<>> markSeen(const Notification &reply);

Q_SIGNALS:
    /// There are other rows: the newest ones, later all of them, or none.
    void reset();
    void messagesChanged(const QList<pl::Notification> &messages);

private:
    void tellReset() override { Q_EMIT reset(); }
    void tellChanged(const QList<Notification> &messages) override { Q_EMIT messagesChanged(messages); }
};

} // namespace pl::replica
