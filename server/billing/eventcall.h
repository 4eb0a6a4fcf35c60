#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// What an event is about, from its type and object: the object to fetch from Stripe. The event's own data is not used,
/// because it may be outdated.
struct EventSubject
{
    enum class Kind { None, Intent, Charge, SetupIntent, Customer };
    Kind kind = Kind::None;
    QString id;
    bool operator==(const EventSubject &) const = default;
};
EventSubject subjectOf(const QString &type, const nlohmann::json &payload);

/// Processes one row of `stripe_events`: fetches its subject from Stripe, writes the current state, and marks the event
/// as processed. Events may arrive in any order, late, or repeatedly; those of unknown types are kept.
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
