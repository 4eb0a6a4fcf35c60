#include "models/replica/paymentcommands.h"

#include "models/base/answer.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {
namespace {

using supabase::GuardedWrite;
using supabase::Query;

/// The first of the pages, the newest first, that is about this payment, else the first for a card. Behind the office's
/// own link a page for a card never closes.
Result<HostedPage> openPage(const nlohmann::json &pages, const QString &publicUrl, const QUuid &paymentId,
                            Timestamp now)
{
    std::optional<HostedPage> card;
    for (const nlohmann::json &page : pages) {
        JsonReader r(page);
        const QUuid id = r.uuid("id");
        const QString url = r.string("url");
        const auto closes = r.optionalTimestamp("expires_at");
        const auto about = r.optionalUuid("payment_id");
        const bool isClosed = closes && *closes <= now && (publicUrl.isEmpty() || about);
        if (isClosed || url.isEmpty() || (about && *about != paymentId))
            continue;
        const QString lasting = publicUrl + QStringLiteral("/pages/") + id.toString(QUuid::WithoutBraces);
        const HostedPage open = publicUrl.isEmpty() ? HostedPage{url, closes} : HostedPage{lasting, std::nullopt};
        if (about)
            return open;
        if (!card)
            card = open;
    }
    if (!card)
        return Error{ErrorCode::NotFound, QStringLiteral("No page at Stripe is open for this plumber.")};
    return *card;
}

} // namespace

PaymentCommands::PaymentCommands(supabase::RestClient &client, PaymentReplica &replica, QObject *parent)
    : QObject(parent), m_client(client), m_replica(replica)
{
}

QFuture<Result<PaymentWrite>> PaymentCommands::requestRefund(const Payment &seen, qint64 cents, const QString &reason)
{
    if (cents <= 0 || cents > seen.refundableCents()) {
        return QtFuture::makeReadyFuture(
            Result<PaymentWrite>(Error{ErrorCode::InvalidInput,
                                       QStringLiteral("The amount must be more than zero and at most what was paid."),
                                       {{QStringLiteral("amount"), QStringLiteral("out_of_range"),
                                         tr("must be more than zero and at most what was paid")}}}));
    }
    return write(
        seen, {{"status", "refund_requested"}, {"refund_reason", toJson(reason)}, {"refund_requested_cents", cents}});
}

QFuture<Result<PaymentWrite>> PaymentCommands::retry(const Payment &seen)
{
    return write(seen, {{"status", "pending"}});
}

QFuture<Result<PaymentWrite>> PaymentCommands::write(const Payment &seen, const nlohmann::json &changes)
{
    const Answer<PaymentWrite> answer;
    const auto pending = m_client.guardedUpdate<Payment>("payments", seen.id, seen.version, changes);
    onResult(this, pending, [this, answer, id = seen.id](const Result<GuardedWrite<Payment>> &outcome) {
        if (!outcome)
            return answer.finish(outcome.error());
        if (outcome->somebodyWasFaster())
            return readAgain(id, [answer](const Result<PaymentWrite> &lost) { answer.finish(lost); });
        m_replica.apply(*outcome->row);
        answer.finish(PaymentWrite{*outcome->row, true});
    });
    return answer.future();
}

void PaymentCommands::readAgain(const QUuid &id, const std::function<void(const Result<PaymentWrite> &)> &tell)
{
    const auto rows = m_client.select<Payment>(Query("payments").select(Payment::columns()).eq("id", id));
    onResult(this, rows, [this, tell](const Result<QList<Payment>> &found) {
        if (!found || found->isEmpty())
            return tell(found ? Error{ErrorCode::Forbidden, QStringLiteral("You may not change this payment.")}
                              : found.error());
        m_replica.apply(found->first());
        tell(PaymentWrite{found->first(), false});
    });
}

QFuture<Result<QList<StoryLine>>> PaymentCommands::story(const Payment &payment)
{
    const Answer<QList<StoryLine>> answer;
    const auto disputes = [this, answer, payment](const QList<LeadEvent> &history,
                                                  const QList<PaymentAttempt> &attempts) {
        if (!payment.stripePaymentIntentId)
            return answer.finish(storyOf(payment, history, attempts, {}));
        const nlohmann::json ours{{"data", {{"object", {{"payment_intent", toJson(*payment.stripePaymentIntentId)}}}}}};
        const auto query = Query("stripe_events")
                               .select(DisputeEvent::columns())
                               .filter("type", "like", QStringLiteral("charge.dispute.*"))
                               .filter("payload", "cs", QString::fromUtf8(dumpJson(ours)));
        onResult(this, m_client.select<DisputeEvent>(query), [=](const Result<QList<DisputeEvent>> &events) {
            answer.finish(events.transform(
                [&](const QList<DisputeEvent> &all) { return storyOf(payment, history, attempts, all); }));
        });
    };
    const auto attempts = [this, answer, payment, disputes](const QList<LeadEvent> &history) {
        const auto query = Query("payment_attempts").select(PaymentAttempt::columns()).eq("payment_id", payment.id);
        onResult(this, m_client.select<PaymentAttempt>(query), [=](const Result<QList<PaymentAttempt>> &rows) {
            rows ? disputes(history, *rows) : answer.finish(rows.error());
        });
    };
    const auto history =
        Query("lead_events").select(LeadEvent::columns()).eq("lead_id", payment.leadId).order("id.asc");
    onResult(this, m_client.select<LeadEvent>(history), [answer, attempts](const Result<QList<LeadEvent>> &rows) {
        rows ? attempts(*rows) : answer.finish(rows.error());
    });
    return answer.future();
}

QFuture<Result<HostedPage>> PaymentCommands::hostedPage(const Payment &payment, Timestamp now)
{
    return findPage(payment.plumberId, payment.id, now);
}

QFuture<Result<HostedPage>> PaymentCommands::cardPage(const QUuid &plumberId, Timestamp now)
{
    return findPage(plumberId, {}, now);
}

QFuture<Result<HostedPage>> PaymentCommands::findPage(const QUuid &plumberId, const QUuid &paymentId, Timestamp now)
{
    const Answer<HostedPage> answer;
    onResult(this, supabase::SettingsStore(m_client).publicUrl(), [=, this](const Result<QString> &office) {
        if (!office)
            return answer.finish(office.error());
        const auto query = Query("hosted_pages")
                               .select("id,url,expires_at,payment_id")
                               .eq("plumber_id", plumberId)
                               .order("created_at.desc,id.desc")
                               .limit(100);
        onResult(this, m_client.selectJson(query),
                 [answer, paymentId, office = *office, now](const Result<nlohmann::json> &pages) {
                     answer.finish(pages ? openPage(*pages, office, paymentId, now)
                                         : Result<HostedPage>(pages.error()));
                 });
    });
    return answer.future();
}

QFuture<Result<>> PaymentCommands::settle(const BillingException &exception, const QString &byEmail, Timestamp now)
{
    const nlohmann::json changes{{"settled_at", toJson(std::optional(now))}, {"settled_by", toJson(byEmail)}};
    const auto pending =
        m_client.guardedUpdate<BillingException>("billing_exceptions", exception.id, exception.version, changes);
    return thenOn(this, pending, [this, id = exception.id](const Result<GuardedWrite<BillingException>> &outcome) {
        return outcome.transform([this, id](const GuardedWrite<BillingException> &) {
            m_replica.removeException(id); // whoever was faster has settled it, too
            return Done{};
        });
    });
}

} // namespace pl::replica
