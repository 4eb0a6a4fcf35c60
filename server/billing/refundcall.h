#pragma once

#include "models/base/timestamp.h"
#include "server/billing/chargecall.h"

namespace pl::billing {

/// Gives back what was asked for, or takes back a charge that has not come about: one row in `refund_requested`, or a
/// void one whose intent could still be paid. Never more than what is left of the charge, and each request once: it is
/// written down as an attempt before Stripe is asked, and a try that was cut off is looked for at Stripe first.
class RefundCall : public Call<>
{
public:
    /// `settle`: how long a charge that was under way may still come about unseen.
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
