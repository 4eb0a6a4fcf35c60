#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Replaces a closed card page. Stripe closes one after a day, and when a card is added on it. The row gets a new page
/// right away if the plumber has no card yet, else on the next visit.
class PageRenewal : public Call<>
{
public:
    /// Columns that `row` must have.
    static QByteArray columns() { return "id,version,plumber_id,plumbers!inner(stripe_customer_id,status)"; }
    /// The rows of `hosted_pages` that need a new page at `now`.
    static QFuture<Result<nlohmann::json>> due(supabase::RestClient &rest, Timestamp now);

    PageRenewal(MoneyTools &tools, nlohmann::json row, QObject *parent);

private:
    void run() override;

    MoneyTools &m_tools;
    const nlohmann::json m_row;
};

} // namespace pl::billing
