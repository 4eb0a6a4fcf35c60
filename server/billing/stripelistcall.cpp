#include "server/billing/stripelistcall.h"

#include "models/base/onresult.h"
#include "server/billing/stripeobject.h"

namespace pl::billing {

using nlohmann::json;

StripeListCall::StripeListCall(StripeClient &stripe, QByteArray path, json parameters)
    : Call(&stripe), m_stripe(stripe), m_path(std::move(path)), m_parameters(std::move(parameters))
{
    m_parameters["limit"] = 100;
}

void StripeListCall::run()
{
    onResult(this, m_stripe.object(m_path, m_parameters), [this](const Result<json> &page) { onPage(page); });
}

void StripeListCall::onPage(const Result<json> &page)
{
    if (!page)
        return finish(page.error());
    const json data = member(*page, "data");
    if (!data.is_array())
        return finish(Error{ErrorCode::Protocol, QStringLiteral("Stripe's answer is not a list.")});
    for (const json &object : data)
        m_objects += object;
    if (!flag(*page, "has_more") || data.empty())
        return finish(m_objects);
    m_parameters["starting_after"] = data.back()["id"];
    run();
}

} // namespace pl::billing
