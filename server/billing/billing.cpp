#include "server/billing/billing.h"

#include "models/supabase/settingsstore.h"
#include "server/billing/customercall.h"
#include "server/billing/eventcall.h"
#include "server/billing/eventsink.h"
#include "server/billing/pagerenewal.h"

#include <QHostAddress>
#include <QUrl>

namespace pl::billing {

namespace {

using nlohmann::json;
using supabase::Query;

constexpr int kMaxRows = 100;
constexpr int kNightlyDays = 120; // as long as a charge can be disputed

bool isThisMachineAlone(const QString &url)
{
    const QString host = QUrl(url).host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

} // namespace

Billing::Billing(const Dependencies &dependencies, Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_rest(dependencies.rest)
    , m_stripe(dependencies.stripe, m_options.apiKey, nullptr, m_options.timeout)
    , m_store(dependencies.rest)
    , m_tools{m_stripe, m_store, m_options.publicUrl}
    , m_webhook(dependencies.journal, dependencies.metrics, StripeSignature(m_options.webhookSecrets),
                m_stripe.isLive())
    , m_pages(m_tools)
    , m_forwarder(dependencies.journal, kStripeKind, stripeEventSink(dependencies.forwardRest), {})
    , m_night(m_options.night, m_options.localTime)
{
    m_payments = loop(
        "payments", [this] { return duePayments(); }, [this](const json &row) { return workOnPayment(row); },
        m_options.pace);
    shared::WorkLoop::Pace unhurried = m_options.pace;
    unhurried.interval *= 2;
    unhurried.parallel = 4;
    m_customers = loop(
        "customers", [this] { return newPlumbers(); },
        [this](const json &row) { return (new CustomerCall(m_tools, row, m_customers.get()))->start(); }, unhurried);
    m_events = loop(
        "events", [this] { return newEvents(); },
        [this](const json &row) { return (new EventCall(m_tools, row, m_events.get()))->start(); }, m_options.pace);
    unhurried.interval *= 30;
    m_renewals = loop(
        "pages", [this] { return PageRenewal::due(m_rest, Timestamp::now()); },
        [this](const json &row) { return (new PageRenewal(m_tools, row, m_renewals.get()))->start(); }, unhurried);
    m_address = loop(
        "address", [this] { return unsavedAddress(); }, [this](const json &) { return saveAddress(); }, unhurried);
    connect(&m_night, &NightTimer::due, this, &Billing::reconcile);
    connect(&m_forwarder, &journal::EventForwarder::forwarded, m_events.get(), &shared::WorkLoop::wake);
}

std::unique_ptr<shared::WorkLoop> Billing::loop(const char *duty, shared::WorkLoop::Fetch fetch,
                                                shared::WorkLoop::Work work, shared::WorkLoop::Pace pace)
{
    auto loop = std::make_unique<shared::WorkLoop>(std::move(fetch), std::move(work), pace);
    const QString name = QString::fromLatin1(duty);
    connect(loop.get(), &shared::WorkLoop::delayed, this,
            [this, name](const QString &reason, std::chrono::milliseconds length) {
                Q_EMIT delayed(name, reason, length);
            });
    connect(loop.get(), &shared::WorkLoop::worked, this, [this, name](const QString &id) { Q_EMIT worked(name, id); });
    connect(loop.get(), &shared::WorkLoop::failed, this,
            [this, name](const QString &id, const QString &reason) { Q_EMIT failed(name, id, reason); });
    return loop;
}

void Billing::follow(supabase::OfficeNews &news)
{
    // A new card or an accepted lead makes payments due, too.
    m_payments->follow(news, {"payments", "plumbers", "leads", "settings"});
    m_customers->follow(news, {"plumbers"});
    m_events->follow(news, {"stripe_events"});
}

void Billing::addRoutes(http::Router &router)
{
    m_pages.addRoutes(router);
    if (!m_options.webhookSecrets.isEmpty())
        m_webhook.addRoutes(router);
}

void Billing::start()
{
    m_forwarder.start();
    m_payments->start();
    m_customers->start();
    m_events->start();
    m_renewals->start();
    m_address->start();
    m_night.start();
}

void Billing::reconcile()
{
    const Timestamp since = Timestamp::now().addSeconds(-kNightlyDays * 86'400);
    onResult(this, (new Reconciler(m_tools, since, true, this))->start(),
             [this](const Result<Reconciliation> &outcome) {
                 if (!outcome) {
                     m_night.tryAgain();
                     return Q_EMIT failed(QStringLiteral("reconciliation"), {}, outcome.error().message);
                 }
                 Q_EMIT worked(QStringLiteral("reconciliation"), {});
                 Q_EMIT reconciled(int(outcome->fixed.size()), int(outcome->left.size()));
             });
}

/// The first pass immediately takes what an earlier run left in processing. If another server is still working on it,
/// Stripe recognizes the idempotency key.
QFuture<Result<json>> Billing::duePayments()
{
    const auto age = std::exchange(m_isFirstLook, false) ? std::chrono::seconds(0) : m_options.lease;
    const Timestamp now = Timestamp::now();
    auto *call = new DuePayments(m_rest, now, now.addSeconds(-age.count()), m_interrupted, m_payments.get());
    return call->start().then([this](const Result<DueWork> &work) -> Result<json> {
        if (!work)
            return work.error();
        // Nothing else tells that a charge can no longer be taken back.
        if (work->next)
            m_payments->lookWithin(std::chrono::milliseconds(
                std::max<qint64>(0, work->next->micros - Timestamp::now().micros) / 1000 + 1));
        return work->rows;
    });
}

QFuture<Result<>> Billing::workOnPayment(const json &row)
{
    const auto payment = PaymentRow::fromJson(row);
    if (!payment)
        return QtFuture::makeReadyFuture(Result<>(payment.error()));
    const bool isCharge = payment->status == PaymentStatus::Pending || payment->status == PaymentStatus::Processing;
    if (isCharge)
        return charge(*payment);
    return (new RefundCall(m_tools, *payment, m_options.settle, m_payments.get()))->start();
}

/// A charge that ended without a definite answer is free at once: no need to wait until it counts as interrupted.
QFuture<Result<>> Billing::charge(const PaymentRow &payment)
{
    m_interrupted.remove(payment.id);
    const auto charged = (new ChargeCall(m_tools, payment, m_payments.get()))->start();
    onResult(this, charged, [this, id = payment.id](const Result<> &outcome) {
        if (!outcome)
            m_interrupted.insert(id);
    });
    return charged;
}

QFuture<Result<json>> Billing::unsavedAddress()
{
    json rows = json::array();
    if (!m_isAddressNoted)
        rows.push_back({{"id", "public_url"}});
    return QtFuture::makeReadyFuture(Result<json>(rows));
}

/// Lets a desktop make links to lasting pages. An address that only this machine knows is saved as none.
QFuture<Result<>> Billing::saveAddress()
{
    const QString address = isThisMachineAlone(m_options.publicUrl) ? QString() : m_options.publicUrl;
    const auto noted = supabase::SettingsStore(m_rest).put(supabase::kPublicUrl, toJson(address));
    onResult(this, noted, [this](const Result<> &outcome) { m_isAddressNoted = outcome.ok(); });
    return noted;
}

QFuture<Result<json>> Billing::newPlumbers()
{
    return m_rest.selectJson(Query("plumbers")
                                 .select(CustomerCall::columns())
                                 .isNull("stripe_customer_id")
                                 .filter("status", "neq", QStringLiteral("removed"))
                                 .order("created_at,id")
                                 .limit(kMaxRows));
}

QFuture<Result<json>> Billing::newEvents()
{
    return m_rest.selectJson(Query("stripe_events")
                                 .select("id,type,payload")
                                 .isNull("processed_at")
                                 .order("received_at,id")
                                 .limit(kMaxRows));
}

} // namespace pl::billing
