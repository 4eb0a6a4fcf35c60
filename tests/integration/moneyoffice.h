#pragma once

#include "tests/support/serverprocess.h"
#include "tests/support/stripestandinserver.h"

namespace pl::test {

/// The real server program with a Stripe on a port, which sends it its events: what every test of money's whole way
/// begins with.
class MoneyOffice
{
public:
    using json = nlohmann::json;

    MoneyOffice();

    /// Starts the server and has Stripe send its events there. Again after a kill. An assignment has no grace until a
    /// test sets it.
    bool start();
    bool setGrace(int seconds);
    ServerProcess &server() { return m_server; }
    StripeStandInServer &stripeServer() { return m_stripe; }
    StripeStandIn &stripe() { return m_stripe.stripe(); }

    /// The rows of a query behind "/rest/v1/".
    json rows(const QString &query);
    bool write(const QByteArray &method, const QString &target, const json &body);
    /// The new row's id; empty when it was refused. A customer's plumber is ready to pay.
    std::string addPlumber(const std::string &lastName, const std::string &customer = {});
    bool addLead(const std::string &id, const std::string &plumber);
    /// At Stripe, with a card on file.
    std::string addCustomer();
    /// Of the lead's only payment.
    std::string statusOf(const std::string &lead);

    /// Where a 303 of the server leads to, without going there; empty: it is none.
    QByteArray redirectOf(const QString &path);

    /// What must not be in a log and is in the server's; empty: all is well.
    QByteArray leakInLog();

    static std::string newId();
    static constexpr const char *kApiKey = "sk_test_standin";
    static constexpr const char *kSecret = "whsec_integration_secret";
    static constexpr int kCents = 2500; ///< of a lead

private:
    StripeStandInServer m_stripe;
    ServerProcess m_server;
};

} // namespace pl::test
