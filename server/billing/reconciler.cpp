#include "server/billing/reconciler.h"

#include "server/billing/customersync.h"
#include "server/billing/stripeobject.h"
#include "server/billing/stripepayments.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Query;
using DifferenceKind = Difference::Kind;

namespace {

constexpr int kPage = 1000;

/// One page of the payments in creation order, which is indexed and stable: those since `since`, skipping the first
/// ones of that time. With an or-condition instead of an offset, PostgreSQL expects only a few rows and reads and joins
/// all that follow.
Query paymentsSince(Timestamp since, qsizetype known)
{
    Query query = Query("payments").select(PaymentRow::columnsWithParties()).order("created_at,id").limit(kPage);
    query.gte("created_at", since);
    return known > 0 ? query.offset(int(known)) : query;
}

Query plumbersAfter(const QString &id)
{
    Query query = Query("plumbers").select("id,stripe_customer_id,payment_ready").order("id").limit(kPage);
    if (!id.isEmpty())
        query.filter("id", "gt", id);
    return query.filter("stripe_customer_id", "not.is", QStringLiteral("null")).isNull("withdrawn_at");
}

} // namespace

Reconciler::Reconciler(MoneyTools &tools, Timestamp since, bool fix, QObject *parent)
    : Call(parent), m_tools(tools), m_since(since), m_fix(fix)
{
}

void Reconciler::run()
{
    readRows(m_since);
}

/// Reads the rows first: then a charge made meanwhile appears at Stripe without a row, not the reverse, and an intent
/// without a row is looked up once more.
void Reconciler::readRows(Timestamp since)
{
    const auto known = std::count_if(m_books.rows.begin(), m_books.rows.end(),
                                     [since](const PaymentRow &row) { return row.createdAt == since; });
    then(m_tools.store.rest().select<PaymentRow>(paymentsSince(since, known)), [this](const QList<PaymentRow> &rows) {
        m_books.rows += rows;
        rows.size() < kPage ? readPlumbers() : readRows(rows.last().createdAt);
    });
}

void Reconciler::readPlumbers(const QString &after)
{
    then(m_tools.store.rest().selectJson(plumbersAfter(after)), [this](const json &rows) {
        for (const json &row : rows)
            m_books.plumbers.append(
                {QUuid::fromString(text(row, "id")), text(row, "stripe_customer_id"), flag(row, "payment_ready")});
        rows.size() < kPage ? readIntents() : readPlumbers(text(rows.back(), "id"));
    });
}

void Reconciler::readIntents()
{
    const json parameters{{"created", {{"gte", m_since.micros / 1'000'000}}},
                          {"expand", {"data.latest_charge.refunds"}}};
    then(m_tools.stripe.list("payment_intents", parameters), [this](const QList<json> &intents) {
        m_intents = intents;
        readDisputes();
    });
}

void Reconciler::readDisputes()
{
    then(m_tools.stripe.list("disputes"), [this](const QList<json> &disputes) {
        for (const json &dispute : disputes)
            m_disputes[idOf(dispute, "payment_intent")].push_back(dispute);
        readCustomers();
    });
}

void Reconciler::readCustomers()
{
    then(m_tools.stripe.list("customers"), [this](const QList<json> &customers) {
        for (const json &customer : customers)
            m_books.customers.insert(text(customer, "id"),
                                     !idOf(member(customer, "invoice_settings"), "default_payment_method").isEmpty());
        QSet<QUuid> known;
        for (const PaymentRow &row : m_books.rows)
            known.insert(row.id);
        QStringList missing;
        for (const json &intent : m_intents) {
            const auto payment = StripePayment::fromJson(intent, m_disputes.value(text(intent, "id"), json::array()));
            if (!payment)
                continue;
            m_books.payments += *payment;
            if (!payment->paymentId.isNull() && !known.contains(payment->paymentId))
                missing += payment->paymentId.toString(QUuid::WithoutBraces);
        }
        missing.isEmpty() ? compare() : readRow(missing);
    });
}

void Reconciler::readRow(const QStringList &missing)
{
    const QStringList some = missing.first(std::min<qsizetype>(missing.size(), 100));
    const auto query = Query("payments").select(PaymentRow::columnsWithParties()).in("id", some);
    then(m_tools.store.rest().select<PaymentRow>(query), [this, missing, some](const QList<PaymentRow> &rows) {
        m_books.rows += rows;
        const QStringList others = missing.sliced(some.size());
        others.isEmpty() ? compare() : readRow(others);
    });
}

void Reconciler::compare()
{
    m_waiting = differencesIn(m_books, Timestamp::now());
    if (m_fix)
        return fixNext();
    m_outcome.left = std::exchange(m_waiting, {});
    saveExceptions();
}

void Reconciler::fixNext()
{
    if (m_waiting.isEmpty())
        return saveExceptions();
    fix(m_waiting.takeFirst());
}

void Reconciler::fix(const Difference &difference)
{
    const auto done = [this, difference](const auto &result) { onFixed(difference, result.ok()); };
    switch (difference.kind) {
    case DifferenceKind::State:
        return onResult(this, fetchPayment(m_tools.stripe, difference.stripeId),
                        [this, done](const Result<StripePayment> &stripe) {
                            stripe ? onResult(this, m_tools.store.follow(*stripe), done) : done(stripe);
                        });
    case DifferenceKind::LostLead:
        return onResult(this, m_tools.store.read(*difference.payment), [this, done](const Result<PaymentRow> &row) {
            const json changes{{"status", "refund_requested"}, {"refund_reason", "unassigned"}};
            row ? onResult(this, m_tools.store.change(*row, changes), done) : done(row);
        });
    case DifferenceKind::Card:
    case DifferenceKind::Customer:
        return onResult(this, (new CustomerSync(m_tools, difference.stripeId, {}, this))->start(), done);
    case DifferenceKind::ChargedWithoutRow:
    case DifferenceKind::RowWithoutCharge:
    case DifferenceKind::ChargedTwice:
    case DifferenceKind::Amount:
    case DifferenceKind::Waiting:
    case DifferenceKind::RefundFailed:
        return onFixed(difference, false);
    }
}

void Reconciler::onFixed(const Difference &difference, bool isFixed)
{
    (isFixed ? m_outcome.fixed : m_outcome.left) += difference;
    fixNext();
}

void Reconciler::saveExceptions()
{
    if (m_outcome.left.isEmpty())
        return finish(m_outcome);
    json rows = json::array();
    for (const Difference &difference : m_outcome.left)
        rows.push_back(difference.row());
    then(m_tools.store.rest().insert(Query("billing_exceptions").select("id").onConflict("id"), rows,
                                     supabase::OnConflict::IgnoreDuplicates),
         [this](const json &) { finish(m_outcome); });
}

} // namespace pl::billing
