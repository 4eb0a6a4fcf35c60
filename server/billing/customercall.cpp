#include "server/billing/customercall.h"

#include "server/billing/rowids.h"
#include "server/billing/stripeobject.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Query;

json cardPageParameters(const QString &customer, const QString &plumber, const QString &publicUrl)
{
    return {{"mode", "setup"},
            {"customer", toJson(customer)},
            {"payment_method_types", {"card"}},
            {"success_url", toJson(publicUrl + QStringLiteral("/pages/done"))},
            {"metadata", {{"plumber_id", toJson(plumber)}}}};
}

CustomerCall::CustomerCall(MoneyTools &tools, json plumber, QObject *parent)
    : Call(parent), m_tools(tools), m_plumber(std::move(plumber)), m_id(text(m_plumber, "id"))
{
}

/// An earlier run may already have created the customer.
void CustomerCall::run()
{
    then(m_tools.stripe.list("customers", {{"email", m_plumber["email"]}}), [this](const QList<json> &customers) {
        for (const json &customer : customers)
            if (text(member(customer, "metadata"), "plumber_id") == m_id)
                m_customer = text(customer, "id");
        m_customer.isEmpty() ? create() : createPage();
    });
}

void CustomerCall::create()
{
    const QString name = text(m_plumber, "first_name") + u' ' + text(m_plumber, "last_name");
    const json parameters{{"email", m_plumber["email"]},
                          {"name", toJson(name)},
                          {"phone", m_plumber["phone_number"]},
                          {"metadata", {{"plumber_id", toJson(m_id)}}}};
    const QByteArray key = "customer-" + m_id.toUtf8() + '-' + QByteArray::number(number(m_plumber, "version"));
    then(m_tools.stripe.post("customers", parameters, key), [this](const StripeAnswer &answer) {
        if (answer.refusal)
            return finish(errorOf(*answer.refusal));
        m_customer = text(answer.object, "id");
        createPage();
    });
}

void CustomerCall::createPage()
{
    const QByteArray key = "card-page-" + m_id.toUtf8() + '-' + m_customer.toUtf8();
    then(m_tools.stripe.post("checkout/sessions", cardPageParameters(m_customer, m_id, m_tools.publicUrl), key),
         [this](const StripeAnswer &answer) {
             answer.refusal ? finish(errorOf(*answer.refusal)) : savePage(answer.object);
         });
}

void CustomerCall::savePage(const json &session)
{
    const QUuid page = rowId("card-page", m_id.toUtf8() + '/' + m_customer.toUtf8());
    const qint64 expires = number(session, "expires_at");
    const json row{{"id", toJson(page)},
                   {"kind", "card"},
                   {"plumber_id", toJson(m_id)},
                   {"url", toJson(text(session, "url"))},
                   {"expires_at", toJson(expires ? std::optional(Timestamp{expires * 1'000'000}) : std::nullopt)}};
    then(m_tools.store.rest().insert(Query("hosted_pages").select("id").onConflict("id"), row,
                                     supabase::OnConflict::IgnoreDuplicates),
         [this, page](const json &) { isTold() ? notifyPlumber(page) : saveCustomer(); });
}

bool CustomerCall::isTold() const
{
    const json origin = m_plumber.value("imports", json());
    return !origin.is_object() || origin.value("tells", false);
}

void CustomerCall::notifyPlumber(const QUuid &page)
{
    const json row{{"id", toJson(rowId("mail", page.toByteArray()))},
                   {"plumber_id", toJson(m_id)},
                   {"channel", "email"},
                   {"template", "card_setup"},
                   {"recipient", m_plumber["email"]}};
    then(m_tools.store.rest().insert(Query("notifications").select("id").onConflict("id"), row,
                                     supabase::OnConflict::IgnoreDuplicates),
         [this](const json &) { saveCustomer(); });
}

void CustomerCall::saveCustomer()
{
    Query query = Query("plumbers").select("id").eq("id", QUuid::fromString(m_id));
    query.isNull("stripe_customer_id").isNull("withdrawn_at");
    then(m_tools.store.rest().update(query, {{"stripe_customer_id", toJson(m_customer)}}),
         [this](const json &) { finish({}); });
}

} // namespace pl::billing
