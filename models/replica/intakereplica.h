#pragma once

#include "models/domain/intakeitem.h"
#include "models/replica/replica.h"

namespace pl::replica {

/// What sources sent and what can't be a lead as it is: the items that wait for somebody or for the server, and what
/// becomes of them while the window is open; kept up to date as the messages are. Without what was sent: IntakeCommands
/// reads that when somebody looks at it. Lives on the GUI thread.
class IntakeReplica : public Replica
{
    Q_OBJECT

public:
    /// `client` must outlive the replica.
    explicit IntakeReplica(supabase::RestClient &client, QObject *parent = nullptr,
                           std::chrono::milliseconds pollInterval = std::chrono::seconds(5));

    /// Waiting, tried again, and those that were settled meanwhile.
    const QHash<QUuid, IntakeItem> &items() const { return m_items.rows(); }
    /// Null when it is not known. Valid until the event loop runs again.
    const IntakeItem *item(const QUuid &id) const { return m_items.row(id); }
    /// How many wait for somebody.
    int waitingCount() const;
    /// How many of a source's items wait that a changed mapping may make leads of.
    int mappableCount(const QUuid &sourceId) const;

    /// Puts rows that a write answered in, at once. Older versions are ignored.
    void apply(const QList<IntakeItem> &items);

Q_SIGNALS:
    /// The first load is complete.
    void reset();
    void itemsChanged(const QList<pl::IntakeItem> &items);

private:
    void read() override;
    void loaded() override { Q_EMIT reset(); }

    TableCopy<IntakeItem> m_items;
};

} // namespace pl::replica
