#pragma once

#include "models/domain/billingexception.h"
#include "models/domain/payment.h"
#include "models/replica/synccursor.h"
#include "models/supabase/restclient.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

namespace pl::replica {

/// The desktop's copy of the payments, and of what Stripe and the rows disagree about, kept up to date as OfficeReplica
/// does with leads. Only an admin may read them: for anybody else it is never started, and empty. Lives on the GUI
/// thread.
class PaymentReplica : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Off,     ///< not started
        Loading, ///< the first rows are on their way
        Live,
        Failed ///< `lastError()` says why; rows stay, it keeps trying
    };

    /// `client` must outlive the replica.
    explicit PaymentReplica(supabase::RestClient &client, QObject *parent = nullptr,
                            std::chrono::milliseconds pollInterval = std::chrono::seconds(2));

    void start();
    /// Stops asking and keeps all rows, until start() or syncNow().
    void stop();
    /// Asks now, e.g. after "Try again".
    void syncNow();

    State state() const { return m_state; }
    const Error &lastError() const { return m_lastError; }
    /// Also while the first ones are on their way.
    qsizetype loadedSoFar() const { return m_payments.size(); }

    const QHash<QUuid, Payment> &payments() const { return m_payments; }
    /// Null when it is not known. Valid until the event loop runs again.
    const Payment *payment(const QUuid &id) const;
    QList<QUuid> paymentsOfLead(const QUuid &leadId) const { return m_byLead.values(leadId); }
    /// Those that nobody has settled, the oldest first.
    const QList<BillingException> &exceptions() const { return m_exceptions; }

    /// Puts a row that a write answered in, at once. An older version is ignored.
    void apply(const Payment &payment);
    /// Somebody settled it.
    void removeException(const QUuid &id);

Q_SIGNALS:
    /// The first load is complete.
    void reset();
    void paymentsChanged(const QList<pl::Payment> &payments);
    void exceptionsChanged();
    /// State, error or, while loading, the number of rows changed.
    void stateChanged();

private:
    void startRound();
    void fetchPage(std::optional<Timestamp> since, std::optional<Payment> last);
    void take(const QList<Payment> &rows);
    void fetchExceptions();
    void roundEnded(const Result<> &outcome);
    void setState(State state);
    QList<Payment> merge(const QList<Payment> &rows);

    supabase::RestClient &m_client;
    std::chrono::milliseconds m_pollInterval;
    QTimer m_timer;
    State m_state = State::Off;
    Error m_lastError;
    int m_failures = 0;
    int m_rounds = 0;
    bool m_running = false;
    bool m_stopped = false;
    bool m_loaded = false;
    QHash<QUuid, Payment> m_payments;
    QMultiHash<QUuid, QUuid> m_byLead;
    QList<BillingException> m_exceptions;
    SyncCursor m_cursor;
    QElapsedTimer m_steady; ///< runs on evenly, whatever becomes of the clock
    qint64 m_roundBegan = 0;
};

} // namespace pl::replica
