#include "server/billing/paymentstore.h"

#include "models/base/call.h"
#include "server/billing/difference.h"
#include "server/billing/paymentsync.h"

namespace pl::billing {

namespace {

using nlohmann::json;
using supabase::Query;

constexpr int kMaxTries = 10;

template <class T>
Result<std::optional<T>> firstOf(const Result<QList<T>> &rows)
{
    if (!rows)
        return rows.error();
    return rows->isEmpty() ? std::optional<T>() : std::optional<T>(rows->first());
}

Query attemptQuery(const QUuid &payment, AttemptKind kind)
{
    return Query("payment_attempts")
        .select(AttemptRow::columns())
        .eq("payment_id", payment)
        .eq("kind", QString(enumName(kind)));
}

Difference exceptionOf(const PaymentRow &row, const FailedRefund &failed)
{
    const QString amount = moneyText({failed.cents, row.currency}, QLocale::c());
    return {Difference::Kind::RefundFailed, row.id, row.plumberId, failed.id,
            QStringLiteral("A refund of %1 did not reach the plumber. %2 Pay it back another way.")
                .arg(amount, failed.reason)};
}

/// Reads the row, writes the differences, and starts over if someone else wrote in between.
class FollowCall : public Call<PaymentRow>
{
public:
    FollowCall(PaymentStore &store, StripePayment stripe) : Call(&store), m_store(store), m_stripe(std::move(stripe)) {}

private:
    void run() override
    {
        then(m_store.read(m_stripe.paymentId), [this](const PaymentRow &row) {
            m_row = row;
            noteFailedRefunds();
        });
    }

    /// Done before the row is updated, so that a crash in between can't hide it from the admins.
    void noteFailedRefunds()
    {
        if (m_stripe.failedRefunds.isEmpty() || m_stripe.refundedCents >= m_stripe.amountCents)
            return write(changesFor(m_row, m_stripe), false);
        json rows = json::array();
        for (const FailedRefund &failed : m_stripe.failedRefunds)
            rows.push_back(exceptionOf(m_row, failed).row());
        then(m_store.rest().insert(Query("billing_exceptions").select("id").onConflict("id"), rows,
                                   supabase::OnConflict::IgnoreDuplicates),
             [this](const json &) { noteAttempts(); });
    }

    /// Corrects attempts whose refunds Stripe had accepted at first.
    void noteAttempts()
    {
        QStringList ids;
        for (const FailedRefund &failed : m_stripe.failedRefunds)
            if (!failed.attempt.isNull())
                ids += failed.attempt.toString(QUuid::WithoutBraces);
        const auto query =
            Query("payment_attempts").in("id", ids).eq("status", QString(enumName(AttemptStatus::Succeeded)));
        const json changes{{"status", enumText(AttemptStatus::Failed)},
                           {"failure_code", toJson(QString(kRefundFailed))},
                           {"failure_message", toJson(m_stripe.failedRefunds.first().reason)}};
        if (ids.isEmpty())
            return write(changesFor(m_row, m_stripe), false);
        then(m_store.rest().update(query, changes),
             [this](const json &) { write(changesFor(m_row, m_stripe), false); });
    }

    void write(const json &changes, bool isDuplicate)
    {
        if (changes.empty())
            return finish(m_row);
        onResult(this, m_store.change(m_row, changes),
                 [this, isDuplicate](const Result<std::optional<PaymentRow>> &written) {
                     if (!written && written.error().code == ErrorCode::Conflict && !isDuplicate)
                         return write(changesForDuplicate(m_row, m_stripe), true);
                     onWritten(written);
                 });
    }

    void onWritten(const Result<std::optional<PaymentRow>> &written)
    {
        if (!written)
            return finish(written.error());
        if (*written)
            return finish(**written);
        if (++m_tries == kMaxTries)
            return finish(Error{ErrorCode::Conflict, QStringLiteral("The payment keeps changing.")});
        run();
    }

    PaymentStore &m_store;
    const StripePayment m_stripe;
    PaymentRow m_row;
    int m_tries = 0;
};

class BeginCall : public Call<AttemptRow>
{
public:
    BeginCall(PaymentStore &store, const AttemptRow &attempt) : Call(&store), m_rest(store.rest()), m_attempt(attempt)
    {
    }

private:
    void run() override
    {
        const json row{{"payment_id", toJson(m_attempt.paymentId)},
                       {"kind", enumText(m_attempt.kind)},
                       {"number", m_attempt.number},
                       {"amount_cents", m_attempt.amountCents},
                       {"payment_method", toJson(m_attempt.paymentMethod)}};
        const Query query = Query("payment_attempts").select("id").onConflict("payment_id,kind,number");
        then(m_rest.insert(query, row, supabase::OnConflict::IgnoreDuplicates), [this](const json &) { readBack(); });
    }

    void readBack()
    {
        const auto query = attemptQuery(m_attempt.paymentId, m_attempt.kind).eq("number", qint64(m_attempt.number));
        then(m_rest.select<AttemptRow>(query), [this](const QList<AttemptRow> &rows) {
            if (rows.isEmpty())
                return finish(Error{ErrorCode::Protocol, QStringLiteral("The store lost a payment's attempt.")});
            finish(rows.first());
        });
    }

    supabase::RestClient &m_rest;
    const AttemptRow m_attempt;
};

} // namespace

QFuture<Result<PaymentRow>> PaymentStore::read(const QUuid &id)
{
    const auto query = Query("payments").select(PaymentRow::columnsWithParties()).eq("id", id);
    return m_rest.select<PaymentRow>(query).then([](const Result<QList<PaymentRow>> &rows) -> Result<PaymentRow> {
        if (rows && rows->isEmpty())
            return Error{ErrorCode::NotFound, QStringLiteral("This payment does not exist.")};
        return rows.transform([](const QList<PaymentRow> &found) { return found.first(); });
    });
}

QFuture<Result<std::optional<PaymentRow>>> PaymentStore::change(const PaymentRow &row, const json &changes)
{
    return m_rest.guardedUpdate<PaymentRow>("payments", row.id, row.version, changes)
        .then([holder = row.holder, customer = row.customer](
                  const Result<supabase::GuardedWrite<PaymentRow>> &write) -> Result<std::optional<PaymentRow>> {
            if (!write)
                return write.error();
            auto written = write->row;
            if (written) {
                written->holder = holder;
                written->customer = customer;
            }
            return written;
        });
}

QFuture<Result<PaymentRow>> PaymentStore::follow(const StripePayment &stripe)
{
    return (new FollowCall(*this, stripe))->start();
}

QFuture<Result<AttemptRow>> PaymentStore::begin(const AttemptRow &attempt)
{
    return (new BeginCall(*this, attempt))->start();
}

QFuture<Result<std::optional<AttemptRow>>> PaymentStore::lastAttempt(const QUuid &payment, AttemptKind kind)
{
    return m_rest.select<AttemptRow>(attemptQuery(payment, kind).order("number.desc").limit(1))
        .then(firstOf<AttemptRow>);
}

QFuture<Result<>> PaymentStore::end(const QUuid &attempt, AttemptStatus status, const QString &stripeId,
                                    const QString &failureCode, const QString &failureMessage)
{
    const auto orNull = [](const QString &text) { return text.isEmpty() ? json() : toJson(text); };
    const json changes{{"status", enumText(status)},
                       {"stripe_id", orNull(stripeId)},
                       {"failure_code", orNull(failureCode.left(100))},
                       {"failure_message", orNull(failureMessage)}};
    return m_rest.update(Query("payment_attempts").eq("id", attempt), changes)
        .then([](const Result<json> &rows) -> Result<> { return rows.ok() ? Result<>() : rows.error(); });
}

} // namespace pl::billing
