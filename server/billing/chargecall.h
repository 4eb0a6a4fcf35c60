#pragma once

#include "models/base/call.h"
#include "server/billing/paymentstore.h"
#include "server/billing/stripeclient.h"

namespace pl::billing {

/// What the calls that move money work with; all of it outlives them.
struct MoneyTools
{
    StripeClient &stripe;
    PaymentStore &store;
    QString publicUrl; ///< where plumbers reach this server, without a slash at the end
};

/// Charges one payment, or finds out what became of a try that was cut off: claims the row, writes the try down, asks
/// Stripe, writes what Stripe says. One payment has one intent at Stripe, which can be paid once; another try confirms
/// the same one. An Error leaves the row in `processing`, to be run again.
class ChargeCall : public Call<>
{
public:
    /// A pending row, or one in processing that nobody works on.
    ChargeCall(MoneyTools &tools, PaymentRow row, QObject *parent);

private:
    void run() override;
    void settleFree();
    void claim();
    void onClaimed(const Result<std::optional<PaymentRow>> &row);
    void findAttempt();
    void findCard();
    void findAnyCard();
    void begin(const QString &paymentMethod);
    void onBegun(const AttemptRow &attempt);
    void lookForIntent();
    void askAbout(const QString &intentId);
    void onFound(const StripePayment &found);
    void createIntent();
    void confirm(const QString &intentId);
    void onAnswer(const Result<StripeAnswer> &answer);
    void onRefusal(const StripeRefusal &refusal);
    void askForConfirmation(const QString &intentId);
    void savePage(const nlohmann::json &intent);
    void notifyPlumber(const nlohmann::json &intent, const QUuid &page);
    void beginAnew();
    void record(const nlohmann::json &intent);
    void onFollowed(const StripePayment &stripe, const Result<PaymentRow> &row);
    void giveUp(const QString &code, const QString &message);
    void end(AttemptStatus status, const QString &stripeId, const QString &code = {}, const QString &message = {});

    MoneyTools &m_tools;
    PaymentRow m_row;
    AttemptRow m_attempt;
    bool m_isResumed;
};

} // namespace pl::billing
