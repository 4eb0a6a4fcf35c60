#include "server/billing/duepayments.h"

#include "models/base/jsonmember.h"
#include "models/supabase/settingsstore.h"
#include "server/billing/paymentrow.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Condition;
using supabase::Query;

namespace {

constexpr int kMaxDue = 100;

Query duePayments(const QByteArray &order)
{
    return Query("payments").select(PaymentRow::columnsWithParties()).order(order).limit(kMaxDue);
}

/// When Stripe may be asked. Only charges and refunds caused by an assignment or its end wait.
Timestamp dueAt(const json &row)
{
    const std::string status = row.value("status", std::string());
    if (status != "pending" && status != "refund_requested")
        return {};
    return Timestamp::parse(jsonText(row, "due_at")).value_or(Timestamp());
}

} // namespace

DuePayments::DuePayments(supabase::RestClient &rest, Timestamp now, Timestamp staleBefore,
                         const QSet<QUuid> &interrupted, QObject *parent)
    : Call(parent), m_rest(rest), m_now(now), m_staleBefore(staleBefore), m_interrupted(interrupted)
{
}

void DuePayments::run()
{
    then(supabase::SettingsStore(m_rest).chargesWhenAccepted(), [this](bool isSo) { readPending(isSo); });
}

/// Ordered by due date: rows still in their undo period come after the due ones, however many there are.
void DuePayments::readPending(bool whenAccepted)
{
    auto query = duePayments("due_at,id")
                     .eq("status", QStringLiteral("pending"))
                     .filter("amount_cents", "gt", QStringLiteral("0"))
                     .filter("plumbers.payment_ready", "is", QStringLiteral("true"));
    if (whenAccepted)
        query.filter("leads.accepted_at", "not.is", QStringLiteral("null"));
    then(m_rest.selectJson(query), [this](const json &rows) { readOthers(rows); });
}

Condition DuePayments::abandoned() const
{
    const auto stale = Condition::compare("updated_at", "lt", m_staleBefore.toString());
    QStringList ids;
    for (const QUuid &id : m_interrupted)
        if (ids.size() < kMaxDue)
            ids += id.toString(QUuid::WithoutBraces);
    return ids.isEmpty() ? stale : Condition::any({stale, Condition::in("id", ids)});
}

void DuePayments::readOthers(const json &pending)
{
    add(pending);
    const auto is = [](const char *status) { return Condition::eq("status", QString::fromLatin1(status)); };
    const auto payable = Condition::any(
        {Condition::isNull("failure_code"), Condition::compare("failure_code", "neq", QStringLiteral("canceled"))});
    const auto wanted = Condition::any(
        {Condition::isNull("failure_code"), Condition::compare("failure_code", "neq", QString(kRefundGivenUp))});
    auto query = duePayments("updated_at,id")
                     .any({Condition::all({is("refund_requested"), wanted}),
                           Condition::all({is("pending"), Condition::eq("amount_cents", QStringLiteral("0"))}),
                           Condition::all({is("processing"), abandoned()}),
                           Condition::all({is("void"), Condition::isNotNull("stripe_payment_intent_id"), payable})});
    then(m_rest.selectJson(query), [this](const json &rows) {
        add(rows);
        finish(m_found);
    });
}

void DuePayments::add(const json &rows)
{
    for (const json &row : rows) {
        const Timestamp at = dueAt(row);
        if (at <= m_now)
            m_found.rows.push_back(row);
        else
            m_found.next = std::min(at, m_found.next.value_or(at));
    }
}

} // namespace pl::billing
