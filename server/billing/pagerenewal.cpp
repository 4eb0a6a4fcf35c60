#include "server/billing/pagerenewal.h"

#include "server/billing/customercall.h"
#include "server/billing/stripeobject.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr qint64 kBeforeSeconds = 3600;
constexpr int kMaxPages = 100;

} // namespace

QFuture<Result<json>> PageRenewal::due(supabase::RestClient &rest, Timestamp now)
{
    return rest.selectJson(Query("hosted_pages")
                               .select(columns())
                               .eq("kind", QStringLiteral("card"))
                               .filter("expires_at", "lt", now.addSeconds(kBeforeSeconds).toString())
                               .filter("plumbers.payment_ready", "is", QStringLiteral("false"))
                               .filter("plumbers.status", "neq", QStringLiteral("removed"))
                               .filter("plumbers.stripe_customer_id", "not.is", QStringLiteral("null"))
                               .order("expires_at,id")
                               .limit(kMaxPages));
}

PageRenewal::PageRenewal(MoneyTools &tools, json row, QObject *parent)
    : Call(parent), m_tools(tools), m_row(std::move(row))
{
}

void PageRenewal::run()
{
    const QUuid id = QUuid::fromString(text(m_row, "id"));
    const qint64 version = number(m_row, "version");
    const QByteArray key = "card-page-" + id.toByteArray(QUuid::WithoutBraces) + '-' + QByteArray::number(version);
    const QString customer = text(member(m_row, "plumbers"), "stripe_customer_id");
    const json parameters = cardPageParameters(customer, text(m_row, "plumber_id"), m_tools.publicUrl);
    then(m_tools.stripe.post("checkout/sessions", parameters, key), [this, id, version](const StripeAnswer &answer) {
        if (answer.refusal)
            return finish(errorOf(*answer.refusal));
        const Timestamp expires{number(answer.object, "expires_at") * 1'000'000};
        const json changes{{"url", toJson(text(answer.object, "url"))}, {"expires_at", toJson(std::optional(expires))}};
        then(m_tools.store.rest().guardedUpdateJson("hosted_pages", "id,url,expires_at,version", id, version, changes),
             [this](const json &) { finish({}); });
    });
}

} // namespace pl::billing
