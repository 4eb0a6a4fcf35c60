#pragma once

#include "server/billing/reconciler.h"
#include "server/main/commands/storecommand.h"

namespace pl {

/// `check --stripe [--fix]`: compares Stripe with the office's payments and lists every difference. Ends with 1 when
/// some are left.
class CheckCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

private:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;
    void report(const billing::Reconciliation &outcome);

    std::unique_ptr<supabase::Transport> m_transport;
    std::unique_ptr<billing::StripeClient> m_stripe;
    std::unique_ptr<billing::PaymentStore> m_store;
    std::unique_ptr<billing::MoneyTools> m_tools;
};

} // namespace pl
