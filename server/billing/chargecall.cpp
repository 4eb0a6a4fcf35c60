#include "server/billing/chargecall.h"

#include "server/billing/rowids.h"
#include "server/billing/stripeobject.h"
#include "server/billing/stripepayments.h"

namespace pl::billing {

using nlohmann::json;
using supabase::Query;
using RefusalKind = StripeRefusal::Kind;

namespace {

QString authenticationRequired()
{
    return QStringLiteral("authentication_required");
}

QByteArray intentPath(const QString &id, const char *verb = "")
{
    return "payment_intents/" + id.toUtf8() + verb;
}

} // namespace

ChargeCall::ChargeCall(MoneyTools &tools, PaymentRow row, QObject *parent)
    : Call(parent), m_tools(tools), m_row(std::move(row)), m_isResumed(m_row.status == PaymentStatus::Processing)
{
}

void ChargeCall::run()
{
    if (m_row.amountCents == 0)
        return settleFree();
    m_isResumed ? findAttempt() : claim();
}

/// Nothing to pay: records the attempt without asking Stripe.
void ChargeCall::settleFree()
{
    const json changes{{"status", "succeeded"}, {"failure_code", nullptr}, {"failure_message", nullptr}};
    then(m_tools.store.change(m_row, changes), [this](const std::optional<PaymentRow> &row) {
        if (!row)
            return finish({});
        then(m_tools.store.begin({{}, m_row.id, AttemptKind::Charge, 0}), [this](const AttemptRow &attempt) {
            m_attempt = attempt;
            end(AttemptStatus::Free, {});
        });
    });
}

void ChargeCall::claim()
{
    then(m_tools.store.change(m_row, {{"status", "processing"}, {"attempts", m_row.attempts + 1}}),
         [this](const std::optional<PaymentRow> &row) {
             if (!row)
                 return finish({}); // another server has it
             m_row = *row;
             findCard();
         });
}

void ChargeCall::findAttempt()
{
    then(m_tools.store.lastAttempt(m_row.id, AttemptKind::Charge), [this](const std::optional<AttemptRow> &attempt) {
        attempt && attempt->number == m_row.attempts ? onBegun(*attempt) : findCard();
    });
}

void ChargeCall::findCard()
{
    if (!m_row.customer)
        return giveUp(QStringLiteral("no_card"), QStringLiteral("The plumber has no card on file."));
    then(m_tools.stripe.get("customers/" + m_row.customer->toUtf8()), [this](const StripeAnswer &answer) {
        const QString card = idOf(member(answer.object, "invoice_settings"), "default_payment_method");
        card.isEmpty() ? findAnyCard() : begin(card);
    });
}

void ChargeCall::findAnyCard()
{
    const json parameters{{"customer", m_row.customer->toStdString()}, {"type", "card"}, {"limit", 1}};
    then(m_tools.stripe.get("payment_methods", parameters), [this](const StripeAnswer &answer) {
        const json cards = member(answer.object, "data");
        if (!cards.is_array() || cards.empty())
            return giveUp(QStringLiteral("no_card"), QStringLiteral("The plumber has no card on file."));
        begin(text(cards.front(), "id"));
    });
}

void ChargeCall::begin(const QString &paymentMethod)
{
    AttemptRow attempt{{}, m_row.id, AttemptKind::Charge, m_row.attempts, m_row.amountCents};
    attempt.paymentMethod = paymentMethod;
    then(m_tools.store.begin(attempt), [this](const AttemptRow &begun) { onBegun(begun); });
}

void ChargeCall::onBegun(const AttemptRow &attempt)
{
    m_attempt = attempt;
    if (m_row.stripePaymentIntentId)
        return askAbout(*m_row.stripePaymentIntentId);
    m_isResumed ? lookForIntent() : createIntent();
}

/// After an interrupted try: finds out what Stripe did.
void ChargeCall::lookForIntent()
{
    then(findIntent(m_tools.stripe, m_row.id, m_row.createdAt.micros / 1'000'000),
         [this](const std::optional<QString> &intent) { intent ? askAbout(*intent) : createIntent(); });
}

void ChargeCall::askAbout(const QString &intentId)
{
    then(fetchPayment(m_tools.stripe, intentId), [this](const StripePayment &found) { onFound(found); });
}

void ChargeCall::onFound(const StripePayment &found)
{
    using State = StripePayment::State;
    const bool isThisTry = found.attempt == m_attempt.number;
    if (found.state == State::Canceled)
        return createIntent();
    const bool isForTheOwner = found.state == State::NeedsAction || found.failureCode == authenticationRequired();
    if (isThisTry && isForTheOwner && found.state != State::Paid && found.state != State::Processing)
        return askForConfirmation(found.intentId);
    if (found.state == State::Paid || found.state == State::Processing || isThisTry)
        return follow(found);
    confirm(found.intentId);
}

void ChargeCall::createIntent()
{
    const json parameters{{"amount", m_attempt.amountCents},
                          {"currency", toJson(m_row.currency)},
                          {"customer", toJson(m_row.customer)},
                          {"payment_method", toJson(m_attempt.paymentMethod)},
                          {"payment_method_types", {"card"}},
                          {"off_session", true},
                          {"confirm", true},
                          {"metadata",
                           {{"payment_id", toJson(m_row.id)},
                            {"lead_id", toJson(m_row.leadId)},
                            {"plumber_id", toJson(m_row.plumberId)},
                            {"attempt", std::to_string(m_attempt.number)}}},
                          {"expand", {"latest_charge"}}};
    then(m_tools.stripe.post("payment_intents", parameters, m_attempt.idempotencyKey()),
         [this](const StripeAnswer &answer) { onAnswer(answer); });
}

void ChargeCall::confirm(const QString &intentId)
{
    const json parameters{
        {"payment_method", toJson(m_attempt.paymentMethod)}, {"off_session", true}, {"expand", {"latest_charge"}}};
    then(m_tools.stripe.post(intentPath(intentId, "/confirm"), parameters, m_attempt.idempotencyKey()),
         [this](const StripeAnswer &answer) { onAnswer(answer); });
}

void ChargeCall::onAnswer(const StripeAnswer &answer)
{
    answer.refusal ? onRefusal(*answer.refusal) : record(answer.object);
}

void ChargeCall::onRefusal(const StripeRefusal &refusal)
{
    switch (refusal.kind) {
    case RefusalKind::KeyReused:
    case RefusalKind::KeySpent:
        return retryWithNewKey();
    case RefusalKind::AuthenticationRequired:
        return askForConfirmation(text(refusal.paymentIntent, "id"));
    case RefusalKind::CardDeclined:
    case RefusalKind::InvalidRequest:
    case RefusalKind::NotFound:
        break;
    }
    if (!text(refusal.paymentIntent, "id").isEmpty())
        return record(refusal.paymentIntent);
    giveUp(refusal.code, refusal.message);
}

/// Confirms the same intent on-session: Stripe answers with the bank's confirmation page.
void ChargeCall::askForConfirmation(const QString &intentId)
{
    const json parameters{{"payment_method", toJson(m_attempt.paymentMethod)},
                          {"return_url", toJson(m_tools.publicUrl + QStringLiteral("/pages/done"))},
                          {"expand", {"latest_charge"}}};
    then(m_tools.stripe.post(intentPath(intentId, "/confirm"), parameters, m_attempt.idempotencyKey() + "-page"),
         [this, intentId](const StripeAnswer &answer) {
             if (answer.refusal)
                 return answer.refusal->paymentIntent.is_object()
                            ? record(answer.refusal->paymentIntent)
                            : then(m_tools.stripe.object(intentPath(intentId)),
                                   [this](const json &intent) { record(intent); });
             text(answer.object, "status") == u"requires_action" ? savePage(answer.object) : record(answer.object);
         });
}

void ChargeCall::savePage(const json &intent)
{
    const QString url = text(member(member(intent, "next_action"), "redirect_to_url"), "url");
    const QUuid page = rowId("page", m_attempt.idempotencyKey());
    const json row{{"id", toJson(page)},
                   {"kind", "payment"},
                   {"plumber_id", toJson(m_row.plumberId)},
                   {"payment_id", toJson(m_row.id)},
                   {"url", toJson(url)}};
    if (url.isEmpty())
        return record(intent);
    then(m_tools.store.rest().insert(Query("hosted_pages").select("id").onConflict("id"), row,
                                     supabase::OnConflict::IgnoreDuplicates),
         [this, intent, page](const json &) { notifyPlumber(intent, page); });
}

void ChargeCall::notifyPlumber(const json &intent, const QUuid &page)
{
    auto &rest = m_tools.store.rest();
    then(rest.selectJson(Query("plumbers").select("email").eq("id", m_row.plumberId)),
         [this, &rest, intent, page](const json &plumbers) {
             const json row{{"id", toJson(rowId("mail", page.toByteArray()))},
                            {"lead_id", toJson(m_row.leadId)},
                            {"plumber_id", toJson(m_row.plumberId)},
                            {"channel", "email"},
                            {"template", "payment_action"},
                            {"recipient", plumbers.empty() ? json() : member(plumbers.front(), "email")}};
             then(rest.insert(Query("notifications").select("id").onConflict("id"), row,
                              supabase::OnConflict::IgnoreDuplicates),
                  [this, intent](const json &) { record(intent); });
         });
}

/// This try's idempotency key is spent without a charge; the next attempt number gives a new key.
void ChargeCall::retryWithNewKey()
{
    const QUuid spent = m_attempt.id;
    const QString code = QStringLiteral("api_error");
    then(m_tools.store.end(spent, AttemptStatus::Failed, {}, code, QStringLiteral("Stripe had an internal error.")),
         [this](Done) {
             then(m_tools.store.change(m_row, {{"attempts", m_row.attempts + 1}}),
                  [this](const std::optional<PaymentRow> &row) {
                      if (!row)
                          return finish({});
                      m_row = *row;
                      m_isResumed = true; // first check whether the spent try left an intent behind
                      begin(m_attempt.paymentMethod.value_or(QString()));
                  });
         });
}

void ChargeCall::record(const json &intent)
{
    const auto stripe = StripePayment::fromJson(intent);
    if (!stripe)
        return finish(stripe.error());
    follow(*stripe);
}

void ChargeCall::follow(const StripePayment &stripe)
{
    then(m_tools.store.follow(stripe), [this, stripe](const PaymentRow &) { onFollowed(stripe); });
}

void ChargeCall::onFollowed(const StripePayment &stripe)
{
    using State = StripePayment::State;
    switch (stripe.state) {
    case State::Paid:
        return end(AttemptStatus::Succeeded, stripe.intentId);
    case State::NeedsAction:
        return end(AttemptStatus::NeedsAction, stripe.intentId, authenticationRequired());
    case State::Processing:
        return finish({});
    case State::Unpaid:
    case State::Canceled:
        return end(AttemptStatus::Failed, stripe.intentId, stripe.failureCode, stripe.failureMessage);
    }
}

/// Stripe created no intent.
void ChargeCall::giveUp(const QString &code, const QString &message)
{
    const json changes{
        {"status", "failed"}, {"failure_code", toJson(code.left(100))}, {"failure_message", toJson(message)}};
    then(m_tools.store.change(m_row, changes), [this, code, message](const std::optional<PaymentRow> &) {
        m_attempt.id.isNull() ? finish({}) : end(AttemptStatus::Failed, {}, code, message);
    });
}

void ChargeCall::end(AttemptStatus status, const QString &stripeId, const QString &code, const QString &message)
{
    then(m_tools.store.end(m_attempt.id, status, stripeId, code, message), [this](Done) { finish({}); });
}

} // namespace pl::billing
