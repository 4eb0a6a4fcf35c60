#pragma once

#include "models/domain/billingexception.h"
#include "models/domain/payment.h"
#include "models/replica/rowreplica.h"

namespace pl::replica {

/// The desktop's copy of the payments, and of what Stripe and the rows disagree about, kept up to date as OfficeReplica
/// does with leads. Only an admin may read them: for anybody else it is never started, and empty. Lives on the GUI
/// thread.
class PaymentReplica : public RowReplica<Payment>
{
    Q_OBJECT

public:
    explicit PaymentReplica(supabase::RestClient &client, QObject *parent = nullptr,
                            std::chrono::milliseconds pollInterval = std::chrono::seconds(2));

    const QHash<QUuid, Payment> &payments() const { return rows(); }
    /// Null when it is not known. Valid until the event loop runs again.
    const Payment *payment(const QUuid &id) const { return row(id); }
    QList<QUuid> paymentsOfLead(const QUuid &leadId) const { return m_byLead.values(leadId); }
    /// Those that nobody has settled, the oldest first.
    const QList<BillingException> &exceptions() const { return m_exceptions; }

    /// Somebody settled it.
    void removeException(const QUuid &id);

Q_SIGNALS:
    void paymentsChanged(const QList<pl::Payment> &payments);
    void exceptionsChanged();

protected:
    void rowsReceived(const QList<Payment> &news) override { Q_EMIT paymentsChanged(news); }
    void rowIsNew(const Payment &payment) override { m_byLead.insert(payment.leadId, payment.id); }
    void newsRead() override;

private:
    void fetchExceptions();

    QMultiHash<QUuid, QUuid> m_byLead;
    QList<BillingException> m_exceptions;
};

} // namespace pl::replica
