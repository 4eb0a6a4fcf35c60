#pragma once

#include "server/billing/reconciler.h"
#include "server/customer/historycheckcall.h"
#include "server/main/commands/storecommand.h"

namespace pl {

/// `check --stripe [--fix]`: compares Stripe with the office's payments and lists every difference. `check --history`:
/// verifies the hashes of all leads' histories and lists every line that isn't as it was written. Fails when any are
/// left.
class CheckCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

private:
    void run() override;
    void checkStripe();
    void report(const billing::Reconciliation &outcome);
    void checkHistory();
    void report(const customer::HistoryReport &history);

    bool m_wantsStripe = false;
    bool m_wantsFix = false;
    bool m_wantsHistory = false;
    std::unique_ptr<supabase::Transport> m_transport;
    std::unique_ptr<billing::StripeClient> m_stripe;
    std::unique_ptr<billing::PaymentStore> m_store;
    std::unique_ptr<billing::MoneyTools> m_tools;
};

} // namespace pl
