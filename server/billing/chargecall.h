#pragma once

#include "models/base/call.h"
#include "server/billing/paymentstore.h"
#include "server/billing/stripeclient.h"

namespace pl::billing {

/// Everything that the calls that move money need; all of it outlives them.
struct MoneyTools
{
    StripeClient &stripe;
    PaymentStore &store;
    QString publicUrl; ///< where plumbers reach this server, without a trailing slash
};

/// Charges one payment, or resolves an interrupted try: claims the row, records the try, sends the request to Stripe,
/// writes the result. A payment has one intent at Stripe, which can be paid only once; further tries confirm the same
/// intent. An Error leaves the row in `processing`, to be picked up again.
class ChargeCall : public Call<>
{
public:
    /// `row` is pending, or in processing but abandoned.
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
    void onAnswer(const StripeAnswer &answer);
    void onRefusal(const StripeRefusal &refusal);
    void askForConfirmation(const QString &intentId);
    void savePage(const nlohmann::json &intent);
    void notifyPlumber(const nlohmann::json &intent, const QUuid &page);
    void retryWithNewKey();
    void record(const nlohmann::json &intent);
    void follow(const StripePayment &stripe);
    void onFollowed(const StripePayment &stripe);
    void giveUp(const QString &code, const QString &message);
    void end(AttemptStatus status, const QString &stripeId, const QString &code = {}, const QString &message = {});

    MoneyTools &m_tools;
    PaymentRow m_row;
    AttemptRow m_attempt;
    bool m_isResumed;
};

} // namespace pl::billing
