#pragma once

#include "models/base/timestamp.h"
#include "server/billing/chargecall.h"

namespace pl::billing {

/// Makes a requested refund, or cancels an unpaid charge: for a row in `refund_requested`, or a void one whose intent
/// could still be paid. Never refunds more than what is left of the charge, and each request only once: it is recorded
/// as an attempt before Stripe is asked, and after an interruption Stripe is checked first.
class RefundCall : public Call<>
{
public:
    /// `settle`: how long a charge that was in progress may still succeed unseen.
    RefundCall(MoneyTools &tools, PaymentRow row, std::chrono::seconds settle, QObject *parent);

private:
    void run() override;
    void lookForIntent();
    void voidIfSettled();
    void onStripe(const StripePayment &stripe);
    void cancelIntent();
    void onRow(const StripePayment &stripe, const PaymentRow &row);
    void onLastAttempt(const StripePayment &stripe, const std::optional<AttemptRow> &last);
    void settle(const AttemptRow &last);
    void begin(int number, qint64 cents);
    void lookForRefund(const AttemptRow &attempt);
    void createRefund();
    void onRefund(const nlohmann::json &refund);
    void fail(const QString &code, const QString &message);
    void finishRequest(const StripePayment &stripe);
    void stayRequested(const PaymentRow &row, nlohmann::json changes);
    void backToSucceeded(const StripePayment &stripe, const PaymentRow &row);
    void change(const PaymentRow &row, const nlohmann::json &changes);

    MoneyTools &m_tools;
    PaymentRow m_row;
    AttemptRow m_attempt;
    const std::chrono::seconds m_settle;
    QString m_failureCode;
    QString m_failureMessage;
};

} // namespace pl::billing
