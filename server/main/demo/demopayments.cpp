#include "server/main/demo/demopayments.h"

#include "models/base/jsonreader.h"

namespace pl::demo {

namespace {

using nlohmann::json;

constexpr qint64 kSecondsPerHour = 3600;
constexpr const char *kDeclined = "Your card has insufficient funds.";
constexpr const char *kConfirm = "The bank wants this payment to be confirmed.";

json textOf(Timestamp at)
{
    return at.toString().toStdString();
}

} // namespace

/// Every tenth payment is special; those of the last two hours are still being charged.
DemoPayments::Outcome DemoPayments::next(Timestamp assigned)
{
    if (assigned.secondsTo(m_now) < 2 * kSecondsPerHour)
        return Outcome::InProgress;
    switch (++m_count % 40) {
    case 3:
    case 21:
        return Outcome::Declined;
    case 9:
        return Outcome::Refunded;
    case 15:
        return Outcome::NeedsPlumber;
    case 28:
        return Outcome::PartRefunded;
    case 34:
        return Outcome::Disputed;
    default:
        return Outcome::Paid;
    }
}

void DemoPayments::addAttempt(const json &payment, const char *kind, int number, qint64 cents, const char *status,
                              const json &failure, Timestamp at)
{
    m_attempts.push_back({{"payment_id", payment["id"]},
                          {"kind", kind},
                          {"number", number},
                          {"amount_cents", cents},
                          {"status", status},
                          {"failure_message", failure},
                          {"created_at", textOf(at)},
                          {"updated_at", textOf(at.addSeconds(2))}});
}

void DemoPayments::addException(const json &payment, const char *kind, const char *detail)
{
    m_exceptions.push_back({{"id", toJson(QUuid::createUuid())},
                            {"kind", kind},
                            {"payment_id", payment["id"]},
                            {"plumber_id", nullptr},
                            {"stripe_id", nullptr},
                            {"detail", detail}});
}

void DemoPayments::settle(const json &payments)
{
    for (const json &payment : payments) {
        const auto lead = m_assigned.constFind(QString::fromStdString(payment["lead_id"].get<std::string>()));
        if (lead == m_assigned.cend())
            continue;
        const Timestamp at = *lead;
        const auto cents = payment["amount_cents"].get<qint64>();
        const Outcome outcome = next(at);
        json changes{{"created_at", textOf(at)}, {"attempts", 1}, {"status", "succeeded"}};
        const bool failed = outcome == Outcome::Declined || outcome == Outcome::NeedsPlumber;
        if (outcome == Outcome::InProgress)
            changes = {{"created_at", textOf(at)}};
        else if (!failed)
            addAttempt(payment, "charge", 1, cents, "succeeded", nullptr, at.addSeconds(3));
        if (failed) {
            const bool declined = outcome == Outcome::Declined;
            const char *const message = declined ? kDeclined : kConfirm;
            changes.update({{"status", "failed"},
                            {"failure_code", declined ? "insufficient_funds" : "authentication_required"},
                            {"failure_message", message}});
            addAttempt(payment, "charge", 1, cents, declined ? "failed" : "needs_action", message, at.addSeconds(3));
        } else if (outcome == Outcome::Refunded || outcome == Outcome::PartRefunded) {
            const qint64 back = outcome == Outcome::Refunded ? cents : cents / 2;
            changes.update({{"status", back == cents ? "refunded" : "succeeded"},
                            {"refunded_cents", back},
                            {"refund_reason", "The customer never asked for a plumber"}});
            const Timestamp later = at.addSeconds(std::min<qint64>(6 * kSecondsPerHour, at.secondsTo(m_now) / 2));
            addAttempt(payment, "refund", 1, back, "succeeded", nullptr, later);
        } else if (outcome == Outcome::Disputed) {
            changes["status"] = "disputed";
            addException(payment, "state", "Stripe differs in: status.");
        }
        m_updates.push_back({QString::fromStdString(payment["id"].get<std::string>()), changes});
    }
}

} // namespace pl::demo
