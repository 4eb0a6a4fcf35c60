#pragma once

#include "models/domain/billingexception.h"
#include "models/domain/payment.h"
#include "models/replica/replica.h"

namespace pl::replica {

/// The desktop's copy of the payments, and of what Stripe and the rows disagree about, kept up to date as OfficeReplica
/// does with leads. Only an admin may read them: for anybody else it is never started, and empty. Lives on the GUI
/// thread.
class PaymentReplica : public Replica
{
    Q_OBJECT

public:
    /// `client` must outlive the replica.
    explicit PaymentReplica(supabase::RestClient &client, QObject *parent = nullptr,
                            std::chrono::milliseconds pollInterval = std::chrono::seconds(2));

    const QHash<QUuid, Payment> &payments() const { return m_payments.rows(); }
    /// Also while the first ones are on their way.
    qsizetype loadedSoFar() const { return payments().size(); }
    /// Null when it is not known. Valid until the event loop runs again.
    const Payment *payment(const QUuid &id) const { return m_payments.row(id); }
    QList<QUuid> paymentsOfLead(const QUuid &leadId) const { return m_byLead.values(leadId); }
    /// Those that nobody has settled, the oldest first.
    const QList<BillingException> &exceptions() const { return m_exceptions; }

    /// Puts a row that a write answered in, at once. An older version is ignored.
    void apply(const Payment &payment) { take(m_payments.merge({payment})); }
    /// Somebody settled it.
    void removeException(const QUuid &id);

Q_SIGNALS:
    /// The first load is complete.
    void reset();
    void paymentsChanged(const QList<pl::Payment> &payments);
    void exceptionsChanged();

private:
    void read() override;
    void loaded() override { Q_EMIT reset(); }
    void makeAllDue() override { m_roundsToExceptions = 0; }
    void take(const QList<Payment> &news);
    void readExceptions();

    supabase::RestClient &m_client;
    TableCopy<Payment> m_payments;
    QMultiHash<QUuid, QUuid> m_byLead;
    QList<BillingException> m_exceptions;
    int m_roundsToExceptions = 0; ///< that leave them out
};

} // namespace pl::replica
