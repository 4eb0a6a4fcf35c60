#pragma once

#include "server/billing/billing.h"
#include "server/embedded/embeddedsupabase.h"
#include "server/embedded/inprocesstransport.h"
#include "tests/support/stripestandin.h"

#include <QTemporaryDir>

namespace pl::test {

/// The office's store with its real triggers, the stand-in for Stripe, and the server's duty of money between them, all
/// in one process. Waits are short, and an assignment has no grace until a test sets it.
class MoneyFixture
{
public:
    using json = nlohmann::json;

    MoneyFixture();

    /// Runs the duty; again after `stop`, as after a crash between two steps.
    void start();
    void stop() { m_billing.reset(); }

    /// A plumber with a card of that kind on file; no kind: without customer and card.
    QUuid addPlumber(const char *cardKind);
    QUuid addLead(const char *urgency = "week");
    void assign(const QUuid &lead, const QUuid &plumber);
    void unassign(const QUuid &lead);
    /// The import that brought the plumber is undone.
    void withdraw(const QUuid &plumber);
    void change(const QByteArray &table, const QUuid &id, const json &changes);
    void set(const QString &setting, const json &value);

    /// The rows of a query behind "/rest/v1/".
    json rows(const QByteArray &query);
    /// The only payment of a lead.
    json payment(const QUuid &lead);
    std::string statusOf(const QUuid &lead) { return payment(lead).value("status", ""); }
    std::string customerOf(const QUuid &plumber);
    /// Puts Stripe's events so far into the store, as the journal would.
    void deliverEvents();
    Result<billing::Reconciliation> reconcile(bool fix);

    supabase::RestClient &rest() { return m_rest; }
    StripeStandIn stripe;
    QStringList complaints; ///< what the duty could not do
    QDateTime localTime{QDate(2026, 11, 23), QTime(12, 0)};
    QString publicUrl = QStringLiteral("https://office.example");
    int reconciliations = 0; ///< nightly ones that came to an end

private:
    QUuid insert(const QByteArray &table, json row);

    QTemporaryDir m_dir;
    std::unique_ptr<embedded::EmbeddedSupabase> m_store;
    embedded::InProcessTransport m_transport;
    supabase::KeyCredentials m_credentials;
    supabase::RestClient m_rest;
    std::unique_ptr<journal::Journal> m_journal;
    metrics::Registry m_metrics;
    StripeStandInTransport m_stripeTransport{stripe};
    std::unique_ptr<billing::Billing> m_billing;
    std::size_t m_delivered = 0;
    int m_count = 0;
};

} // namespace pl::test
