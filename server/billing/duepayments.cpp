#include "server/billing/duepayments.h"

#include "models/domain/onresult.h"
#include "server/billing/paymentrow.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Condition;
using supabase::Query;

namespace {

constexpr int kMostDue = 100;

Query duePayments()
{
    return Query("payments").select(PaymentRow::columnsWithParties()).order("updated_at,id").limit(kMostDue);
}

} // namespace

DuePayments::DuePayments(supabase::RestClient &rest, Timestamp staleBefore, const QSet<QUuid> &cutOff, QObject *parent)
    : Call(parent), m_rest(rest), m_staleBefore(staleBefore), m_cutOff(cutOff)
{
}

void DuePayments::run()
{
    const auto query = Query("settings").select("value").eq("key", QStringLiteral("charge_when"));
    onResult(this, m_rest.selectJson(query), [this](const Result<json> &rows) {
        if (!rows)
            return finish(rows.error());
        readPending(!rows->empty() && rows->front().value("value", json()) == "accepted");
    });
}

void DuePayments::readPending(bool whenAccepted)
{
    auto query = duePayments()
                     .eq("status", QStringLiteral("pending"))
                     .filter("amount_cents", "gt", QStringLiteral("0"))
                     .filter("plumbers.payment_ready", "is", QStringLiteral("true"));
    if (whenAccepted)
        query.filter("leads.accepted_at", "not.is", QStringLiteral("null"));
    onResult(this, m_rest.selectJson(query),
             [this](const Result<json> &rows) { rows ? readOthers(*rows) : finish(rows.error()); });
}

Condition DuePayments::inNobodysHands() const
{
    const auto stale = Condition::compare("updated_at", "lt", m_staleBefore.toString());
    QStringList ids;
    for (const QUuid &id : m_cutOff)
        if (ids.size() < kMostDue)
            ids += id.toString(QUuid::WithoutBraces);
    return ids.isEmpty() ? stale : Condition::any({stale, Condition::in("id", ids)});
}

void DuePayments::readOthers(json pending)
{
    const auto is = [](const char *status) { return Condition::eq("status", QString::fromLatin1(status)); };
    const auto payable = Condition::any(
        {Condition::isNull("failure_code"), Condition::compare("failure_code", "neq", QStringLiteral("canceled"))});
    auto query = duePayments().any(
        {is("refund_requested"), Condition::all({is("pending"), Condition::eq("amount_cents", QStringLiteral("0"))}),
         Condition::all({is("processing"), inNobodysHands()}),
         Condition::all({is("void"), Condition::isNotNull("stripe_payment_intent_id"), payable})});
    onResult(this, m_rest.selectJson(query), [this, pending = std::move(pending)](const Result<json> &rows) mutable {
        if (!rows)
            return finish(rows.error());
        for (const json &row : *rows)
            pending.push_back(row);
        finish(pending);
    });
}

} // namespace pl::billing
