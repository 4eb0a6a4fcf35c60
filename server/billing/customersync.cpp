#include "server/billing/customersync.h"

#include "server/billing/stripeobject.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Query;

CustomerSync::CustomerSync(MoneyTools &tools, QString customer, QString newCard, QObject *parent)
    : Call(parent), m_tools(tools), m_customer(std::move(customer)), m_newCard(std::move(newCard))
{
}

void CustomerSync::run()
{
    then(m_tools.stripe.get("customers/" + m_customer.toUtf8()), [this](const StripeAnswer &answer) {
        const bool isGone = answer.refusal && answer.refusal->kind == StripeRefusal::Kind::NotFound;
        if (answer.refusal && !isGone)
            return finish(errorOf(*answer.refusal));
        isGone || flag(answer.object, "deleted") ? save({{"stripe_customer_id", nullptr}, {"payment_ready", false}})
                                                 : onCustomer(answer.object);
    });
}

void CustomerSync::onCustomer(const json &customer)
{
    const QString card = idOf(member(customer, "invoice_settings"), "default_payment_method");
    const bool isSettled = !card.isEmpty() && (m_newCard.isEmpty() || card == m_newCard);
    isSettled ? save({{"payment_ready", true}}) : findCard(!card.isEmpty());
}

/// Stripe lists the newest first. A late event about an older card must not make that one the default again.
void CustomerSync::findCard(bool hasDefault)
{
    const json parameters{{"customer", m_customer.toStdString()}, {"type", "card"}, {"limit", 1}};
    then(m_tools.stripe.object("payment_methods", parameters), [this, hasDefault](const json &list) {
        const json cards = member(list, "data");
        const QString newest = cards.is_array() && !cards.empty() ? text(cards.front(), "id") : QString();
        const bool isBetter = !newest.isEmpty() && (!hasDefault || newest == m_newCard);
        isBetter ? makeDefault(newest) : save({{"payment_ready", hasDefault}});
    });
}

void CustomerSync::makeDefault(const QString &card)
{
    const json parameters{{"invoice_settings", {{"default_payment_method", toJson(card)}}}};
    // A card may become the default, be removed and become the default again, so the key must be unique.
    const QByteArray key = "default-card-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    then(m_tools.stripe.post("customers/" + m_customer.toUtf8(), parameters, key), [this](const StripeAnswer &answer) {
        // The card may have been removed meanwhile.
        answer.refusal ? save({{"payment_ready", false}}) : save({{"payment_ready", true}});
    });
}

void CustomerSync::save(const json &changes)
{
    auto query = Query("plumbers").select("id").eq("stripe_customer_id", m_customer).isNull("withdrawn_at");
    if (!changes.contains("stripe_customer_id"))
        query.eq("payment_ready", changes["payment_ready"] == true ? QStringLiteral("false") : QStringLiteral("true"));
    then(m_tools.store.rest().update(query, changes),
         [this](const json &) { m_newCard.isEmpty() ? finish({}) : closePages(); });
}

/// Stripe accepts one card per page. Following the office's link again leads to a new page.
void CustomerSync::closePages()
{
    auto &rest = m_tools.store.rest();
    const auto owner = Query("plumbers").select("id").eq("stripe_customer_id", m_customer).limit(1);
    then(rest.selectJson(owner), [this, &rest](const json &plumbers) {
        if (plumbers.empty())
            return finish({});
        const Timestamp now = Timestamp::now();
        auto open = Query("hosted_pages").select("id").eq("plumber_id", text(plumbers.front(), "id"));
        open.eq("kind", QStringLiteral("card")).filter("expires_at", "gt", now.toString());
        then(rest.update(open, {{"expires_at", toJson(std::optional(now))}}), [this](const json &) { finish({}); });
    });
}

} // namespace pl::billing
