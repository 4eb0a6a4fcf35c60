#include "tests/server/billing/moneyfixture.h"
#include "tests/support/waiting.h"

#include <QTest>

namespace pl::test {

using json = MoneyFixture::json;
using supabase::Query;

namespace {

std::unique_ptr<embedded::EmbeddedSupabase> openStore(const QString &dir)
{
    auto opened = embedded::EmbeddedSupabase::open({dir});
    return opened ? std::move(*opened) : nullptr;
}

} // namespace

MoneyFixture::MoneyFixture()
    : m_store(openStore(m_dir.path()))
    , m_transport(*m_store)
    , m_credentials(m_store->keys().serviceKey)
    , m_rest(m_transport, m_credentials)
{
    auto journal = journal::Journal::open({m_dir.filePath(QStringLiteral("journal.sqlite"))});
    if (journal)
        m_journal = std::move(*journal);
    set(QStringLiteral("grace_seconds"), 0);
}

void MoneyFixture::start()
{
    billing::Billing::Options options{"sk_test_standin", "whsec_standin", publicUrl};
    using std::chrono::milliseconds;
    options.pace = {milliseconds(20), milliseconds(20), milliseconds(100), milliseconds(100), 4};
    options.lease = std::chrono::seconds(0);
    options.settle = std::chrono::seconds(0);
    options.night = {milliseconds(10), milliseconds(50)};
    options.localTime = [this] { return localTime; };
    m_billing = std::make_unique<billing::Billing>(
        billing::Billing::Dependencies{m_stripeTransport, m_rest, m_rest, *m_journal, m_metrics}, options);
    QObject::connect(m_billing.get(), &billing::Billing::failed, m_billing.get(),
                     [this](const QString &duty, const QString &, const QString &reason) {
                         complaints += duty + QStringLiteral(": ") + reason;
                     });
    QObject::connect(m_billing.get(), &billing::Billing::reconciled, m_billing.get(), [this] { ++reconciliations; });
    m_billing->start();
}

QUuid MoneyFixture::insert(const QByteArray &table, json row)
{
    const QUuid id = QUuid::createUuid();
    row["id"] = toJson(id);
    if (!test::wait(m_rest.insert(Query(table).select("id"), row)))
        QTest::qFail("a row of the test was not inserted", __FILE__, __LINE__);
    return id;
}

QUuid MoneyFixture::addPlumber(const char *cardKind)
{
    const std::string name = "p" + std::to_string(++m_count);
    json row{{"first_name", "Pat"},
             {"last_name", name},
             {"email", name + "@pipes.example"},
             {"phone_number", "+15125550100"},
             {"zip_code", "78701"},
             {"services", json::array()}};
    if (cardKind) {
        const auto created = stripe.handle({"POST",
                                            "/v1/customers",
                                            {{"Authorization", "Bearer sk_test_standin"},
                                             {"Stripe-Version", "2024-06-20"},
                                             {"Content-Type", "application/x-www-form-urlencoded"},
                                             {"Idempotency-Key", QByteArray::fromStdString(name)}},
                                            "email=" + QByteArray::fromStdString(name) + "%40pipes.example"});
        const std::string customer = json::parse(created.body.toStdString())["id"];
        stripe.makeDefault(customer, stripe.giveCard(customer, cardKind));
        row["stripe_customer_id"] = customer;
        row["payment_ready"] = true;
    }
    return insert("plumbers", row);
}

QUuid MoneyFixture::addLead(const char *urgency)
{
    return insert("leads", {{"first_name", "Maria"},
                            {"last_name", "Gonzalez"},
                            {"email", "maria@home.example"},
                            {"phone_number", "+15125550143"},
                            {"service_needed", "Unlisted Service"},
                            {"urgency", urgency}});
}

void MoneyFixture::change(const QByteArray &table, const QUuid &id, const json &changes)
{
    const auto changed = test::wait(m_rest.update(Query(table).select("id").eq("id", id), changes));
    if (!changed || changed->size() != 1)
        QTest::qFail("a row that the test wants to change was not changed", __FILE__, __LINE__);
}

void MoneyFixture::assign(const QUuid &lead, const QUuid &plumber)
{
    change("leads", lead, {{"assigned_plumber_id", toJson(plumber)}});
}

void MoneyFixture::unassign(const QUuid &lead)
{
    change("leads", lead, {{"assigned_plumber_id", nullptr}, {"status", "new"}});
}

void MoneyFixture::withdraw(const QUuid &plumber)
{
    const QUuid importId = insert("imports", {{"kind", "plumbers"}, {"file_name", "old.csv"}, {"total", 1}});
    change("plumbers", plumber, {{"import_id", toJson(importId)}});
    change("plumbers", plumber, {{"withdrawn_at", "2026-11-23T10:00:00Z"}});
}

void MoneyFixture::set(const QString &setting, const json &value)
{
    std::ignore = test::wait(m_rest.update(Query("settings").select("key").eq("key", setting), {{"value", value}}));
}

json MoneyFixture::rows(const QByteArray &query)
{
    const auto answer = test::wait(m_rest.send({"GET", "/rest/v1/" + query}, true).then(supabase::jsonFromResponse));
    return answer ? *answer : json(answer.error().message.toStdString());
}

json MoneyFixture::payment(const QUuid &lead)
{
    const json found = rows("payments?lead_id=eq." + lead.toByteArray(QUuid::WithoutBraces));
    return found.is_array() && found.size() == 1 ? found[0] : json::object();
}

std::string MoneyFixture::customerOf(const QUuid &plumber)
{
    const json found = rows("plumbers?select=stripe_customer_id&id=eq." + plumber.toByteArray(QUuid::WithoutBraces));
    return found.is_array() && found.size() == 1 && found[0]["stripe_customer_id"].is_string()
               ? found[0]["stripe_customer_id"].get<std::string>()
               : std::string();
}

void MoneyFixture::deliverEvents()
{
    const auto &events = stripe.events();
    for (; m_delivered < events.size(); ++m_delivered) {
        const json &event = events[m_delivered];
        const Timestamp created{event["created"].get<qint64>() * 1'000'000};
        std::ignore = test::wait(m_rest.insert(
            Query("stripe_events").select("id").onConflict("id"),
            {{"id", event["id"]}, {"type", event["type"]}, {"created", toJson(created.toString())}, {"payload", event}},
            supabase::OnConflict::IgnoreDuplicates));
    }
}

Result<billing::Reconciliation> MoneyFixture::reconcile(bool fix)
{
    billing::StripeClient client(m_stripeTransport, "sk_test_standin");
    billing::PaymentStore store(m_rest);
    billing::MoneyTools tools{client, store, {}};
    QObject parent;
    return test::wait((new billing::Reconciler(tools, Timestamp(), fix, &parent))->start());
}

} // namespace pl::test
