#include "server/billing/duepayments.h"

#include "models/domain/onresult.h"
#include "server/billing/paymentrow.h"

namespace pl::billing {

using nlohmann::json;
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

QString DuePayments::inNobodysHands() const
{
    const QString stale = QStringLiteral("updated_at.lt.\"%1\"").arg(m_staleBefore.toString());
    QStringList ids;
    for (const QUuid &id : m_cutOff)
        if (ids.size() < kMostDue)
            ids += id.toString(QUuid::WithoutBraces);
    return ids.isEmpty() ? stale : QStringLiteral("or(%1,id.in.(%2))").arg(stale, ids.join(u','));
}

void DuePayments::readOthers(json pending)
{
    const QString condition =
        QStringLiteral("(status.eq.refund_requested,and(status.eq.pending,amount_cents.eq.0),"
                       "and(status.eq.processing,%1),and(status.eq.void,"
                       "stripe_payment_intent_id.not.is.null,or(failure_code.is.null,failure_code.neq.canceled)))")
            .arg(inNobodysHands());
    const QByteArray target = duePayments().target() + "&or=" + condition.toUtf8().toPercentEncoding("(),.\"");
    onResult(this,
             m_rest.send({"GET", target, {{"Accept", "application/json"}}}, true).then(supabase::jsonFromResponse),
             [this, pending = std::move(pending)](const Result<json> &rows) mutable {
                 if (!rows)
                     return finish(rows.error());
                 for (const json &row : *rows)
                     pending.push_back(row);
                 finish(pending);
             });
}

} // namespace pl::billing
