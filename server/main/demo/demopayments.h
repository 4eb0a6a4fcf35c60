#pragma once

#include "models/base/timestamp.h"

#include <QHash>
#include <QString>

#include <nlohmann/json.hpp>

#include <vector>

namespace pl::demo {

/// What became of the sample payments: most are paid, some were declined, given back or disputed, the newest are still
/// on their way.
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
    /// From rows of `payments` with id, lead_id and amount_cents; those of other leads are left as they are.
    void settle(const nlohmann::json &payments);
    const std::vector<Update> &updates() const { return m_updates; }
    /// Rows of `payment_attempts`, which tell the payments' stories.
    const nlohmann::json &attempts() const { return m_attempts; }

private:
    enum class Outcome { Paid, Declined, NeedsPlumber, Refunded, PartRefunded, Disputed, OnItsWay };
    Outcome next(Timestamp assigned);
    void addAttempt(const nlohmann::json &payment, const char *kind, int number, qint64 cents, const char *status,
                    const nlohmann::json &failure, Timestamp at);

    QHash<QString, Timestamp> m_assigned;
    Timestamp m_now;
    int m_count = 0;
    std::vector<Update> m_updates;
    nlohmann::json m_attempts = nlohmann::json::array();
};

} // namespace pl::demo
