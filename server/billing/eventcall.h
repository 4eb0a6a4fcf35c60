#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// What an event is about, by its type and object: the thing to ask Stripe about. The event's own words about it are
/// not believed, as they may be old.
struct EventSubject
{
    enum class Kind { None, Intent, Charge, SetupIntent, Customer };
    Kind kind = Kind::None;
    QString id;
    bool operator==(const EventSubject &) const = default;
};
EventSubject subjectOf(const QString &type, const nlohmann::json &payload);

/// Works on one row of `stripe_events`: asks Stripe about its subject, writes what Stripe says now, and notes the event
/// as processed. Events come in any order, late, and more than once; those of unknown types are kept.
class EventCall : public Call<>
{
public:
    EventCall(MoneyTools &tools, nlohmann::json row, QObject *parent);

private:
    void run() override;
    void onError(const Error &error) override;
    void followIntent(const QString &intentId);
    void onPayment(const StripePayment &payment);
    void followCharge(const QString &chargeId);
    void followSetup(const QString &setupIntentId);
    void followCustomer(const QString &customer, const QString &newCard);
    void markProcessed(const QString &problem = {});

    MoneyTools &m_tools;
    const nlohmann::json m_row;
};

} // namespace pl::billing
