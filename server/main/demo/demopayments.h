#pragma once

#include "models/base/timestamp.h"

#include <QHash>
#include <QString>

#include <nlohmann/json.hpp>

#include <vector>

namespace pl::demo {

/// Decides the outcome of the sample payments: most are paid, some were declined, refunded, or disputed, and the newest
/// are still in progress.
class DemoPayments
{
public:
    /// `assigned`: when each lead was assigned.
    DemoPayments(QHash<QString, Timestamp> assigned, Timestamp now) : m_assigned(std::move(assigned)), m_now(now) {}

    struct Update
    {
        QString id;
        nlohmann::json changes;
    };
    /// Takes rows of `payments` with id, lead_id, and amount_cents; payments for other leads are left alone.
    void settle(const nlohmann::json &payments);
    const std::vector<Update> &updates() const { return m_updates; }
    /// Rows of `payment_attempts`: how each payment got there.
    const nlohmann::json &attempts() const { return m_attempts; }
    /// Rows of `billing_exceptions`: what somebody has to settle by hand.
    const nlohmann::json &exceptions() const { return m_exceptions; }

private:
    enum class Outcome { Paid, Declined, NeedsPlumber, Refunded, PartRefunded, Disputed, InProgress };
    Outcome next(Timestamp assigned);
    void addAttempt(const nlohmann::json &payment, const char *kind, int number, qint64 cents, const char *status,
                    const nlohmann::json &failure, Timestamp at);
    void addException(const nlohmann::json &payment, const char *kind, const char *detail);

    QHash<QString, Timestamp> m_assigned;
    Timestamp m_now;
    int m_count = 0;
    std::vector<Update> m_updates;
    nlohmann::json m_attempts = nlohmann::json::array();
    nlohmann::json m_exceptions = nlohmann::json::array();
};

} // namespace pl::demo
