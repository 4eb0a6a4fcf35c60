#include "server/billing/eventcall.h"

#include "server/billing/customersync.h"
#include "server/billing/stripeobject.h"
#include "server/billing/stripepayments.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Query;
using SubjectKind = EventSubject::Kind;

namespace {

EventSubject paymentOf(const json &object)
{
    const QString intent = idOf(object, "payment_intent");
    return intent.isEmpty() ? EventSubject{SubjectKind::Charge, idOf(object, "charge")}
                            : EventSubject{SubjectKind::Intent, intent};
}

EventSubject customerOf(const json &payload, const json &object)
{
    const QString now = idOf(object, "customer");
    const json before = member(member(payload, "data"), "previous_attributes");
    return {SubjectKind::Customer, now.isEmpty() ? idOf(before, "customer") : now};
}

EventSubject checkoutOf(const json &session)
{
    if (text(session, "mode") == u"setup")
        return {SubjectKind::SetupIntent, idOf(session, "setup_intent")};
    return {SubjectKind::Intent, idOf(session, "payment_intent")};
}

EventSubject subjectByType(const QString &type, const json &payload, const json &object)
{
    if (type.startsWith(u"payment_intent."))
        return {SubjectKind::Intent, text(object, "id")};
    // Our version of Stripe's API reports a failed refund only as `charge.refund.updated`; since 2024-10-28 there is
    // `refund.failed`, too.
    for (const char *about : {"charge.refund", "charge.dispute.", "refund."})
        if (type.startsWith(QLatin1StringView(about)))
            return paymentOf(object);
    if (type == u"checkout.session.completed")
        return checkoutOf(object);
    if (type == u"setup_intent.succeeded")
        return {SubjectKind::SetupIntent, text(object, "id")};
    if (type == u"payment_method.attached" || type == u"payment_method.detached")
        return customerOf(payload, object);
    if (type == u"customer.updated" || type == u"customer.deleted")
        return {SubjectKind::Customer, text(object, "id")};
    return {};
}

} // namespace

EventSubject subjectOf(const QString &type, const json &payload)
{
    const EventSubject subject = subjectByType(type, payload, member(member(payload, "data"), "object"));
    return subject.id.isEmpty() ? EventSubject() : subject;
}

EventCall::EventCall(MoneyTools &tools, json row, QObject *parent) : Call(parent), m_tools(tools), m_row(std::move(row))
{
}

/// If the subject is gone, retrying is pointless.
void EventCall::onError(const Error &error)
{
    const bool isGone = error.code == ErrorCode::NotFound;
    isGone ? markProcessed(QStringLiteral("The event's object exists neither here nor at Stripe.")) : finish(error);
}

void EventCall::run()
{
    const EventSubject subject = subjectOf(text(m_row, "type"), member(m_row, "payload"));
    switch (subject.kind) {
    case SubjectKind::Intent:
        return followIntent(subject.id);
    case SubjectKind::Charge:
        return followCharge(subject.id);
    case SubjectKind::SetupIntent:
        return followSetup(subject.id);
    case SubjectKind::Customer:
        return followCustomer(subject.id, {});
    case SubjectKind::None:
        return markProcessed();
    }
}

void EventCall::followIntent(const QString &intentId)
{
    then(fetchPayment(m_tools.stripe, intentId), [this](const StripePayment &payment) { onPayment(payment); });
}

void EventCall::onPayment(const StripePayment &payment)
{
    if (payment.paymentId.isNull())
        return markProcessed(); // not made by this program
    then(m_tools.store.follow(payment), [this](const PaymentRow &) { markProcessed(); });
}

void EventCall::followCharge(const QString &chargeId)
{
    then(m_tools.stripe.object("charges/" + chargeId.toUtf8()), [this](const json &charge) {
        const QString intent = idOf(charge, "payment_intent");
        intent.isEmpty() ? markProcessed() : followIntent(intent);
    });
}

void EventCall::followSetup(const QString &setupIntentId)
{
    then(m_tools.stripe.object("setup_intents/" + setupIntentId.toUtf8()), [this](const json &setup) {
        const QString customer = idOf(setup, "customer");
        const bool isDone = text(setup, "status") == u"succeeded" && !customer.isEmpty();
        isDone ? followCustomer(customer, idOf(setup, "payment_method")) : markProcessed();
    });
}

void EventCall::followCustomer(const QString &customer, const QString &newCard)
{
    then((new CustomerSync(m_tools, customer, newCard, this))->start(), [this](Done) { markProcessed(); });
}

void EventCall::markProcessed(const QString &problem)
{
    const auto query = Query("stripe_events").select("id").eq("id", text(m_row, "id")).isNull("processed_at");
    const json changes{{"processed_at", toJson(Timestamp::now().toString())},
                       {"error", problem.isEmpty() ? json() : toJson(problem)}};
    onResult(this, m_tools.store.rest().update(query, changes),
             [this](const Result<json> &written) { finish(written ? Result<>() : written.error()); });
}

} // namespace pl::billing
