#pragma once

#include "models/domain/billingexception.h"
#include "models/replica/paymentrows.h"
#include "models/replica/storedreplica.h"

namespace pl::replica {

/// The desktop's copy of the payments, and of what Stripe and the rows disagree about, kept up to date as OfficeReplica
/// does with leads: small rows of all payments in memory, whole ones in the copy of the office. Only an admin may read
/// them: for anybody else it is never started, and empty. Lives on the GUI thread.
class PaymentReplica : public StoredReplica<PaymentRows>
{
    Q_OBJECT

public:
    /// `client` must outlive the replica.
    explicit PaymentReplica(supabase::RestClient &client, QObject *parent = nullptr,
                            std::chrono::milliseconds pollInterval = std::chrono::seconds(2));

    /// Null when it is not known. Valid until the event loop runs again.
    const Payment *payment(const QUuid &id) const { return row(id); }
    /// Calls `use(row, number)` for each payment, in any order: some ms for a million.
    template <class F>
    void forEach(F use) const
    {
        const RowChunks<PaymentRow> &all = rows()->rows();
        for (columns::Row row = 0; row < all.size(); ++row)
            use(all[row], row);
    }
    /// The ids of those that are about these leads.
    QList<QUuid> about(const QSet<QUuid> &leads) const;
    /// All of a plumber's in a month, whole.
    QList<Payment> ofPlumber(const QUuid &plumberId, QDate month) const;
    PaymentTotals totalsOf(const QUuid &plumberId) const;
    int countOf(PaymentStatus status) const { return rows()->sums().count(status); }
    /// In which there are payments, the newest first.
    QList<QDate> months() const { return rows()->sums().months(); }
    /// Those who have payments, or had.
    const QList<QUuid> &plumbers() const { return rows()->plumbers().values(); }
    /// The ids of all, the newest first.
    QList<QUuid> newestFirst() const;
    /// Those that nobody has settled, the oldest first.
    const QList<BillingException> &exceptions() const { return m_exceptions; }

    /// Puts a row that a write answered in, at once. An older version is ignored.
    void apply(const Payment &payment) { take(payment); }
    /// Somebody settled it.
    void removeException(const QUuid &id);

Q_SIGNALS:
    /// There are other rows: the newest ones, later all of them, or none.
    void reset();
    void paymentsChanged(const QList<pl::Payment> &payments);
    void exceptionsChanged();

private:
    void tellReset() override { Q_EMIT reset(); }
    void tellChanged(const QList<Payment> &payments) override { Q_EMIT paymentsChanged(payments); }
    void readMore() override;
    void makeAllDue() override { m_roundsToExceptions = 0; }

    QList<BillingException> m_exceptions;
    int m_roundsToExceptions = 0; ///< that leave them out
};

} // namespace pl::replica
