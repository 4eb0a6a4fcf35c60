#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Stripe closes a page for a card after a day, and when a card is given on it. The row gets a new one: at once when
/// the plumber has given no card yet, else when somebody comes.
class PageRenewal : public Call<>
{
public:
    /// Columns that `row` must have.
    static QByteArray columns() { return "id,version,plumber_id,plumbers!inner(stripe_customer_id,status)"; }
    /// The rows of `hosted_pages` that want a new page at `now`.
    static QFuture<Result<nlohmann::json>> due(supabase::RestClient &rest, Timestamp now);

    PageRenewal(MoneyTools &tools, nlohmann::json row, QObject *parent);

private:
    void run() override;

    MoneyTools &m_tools;
    const nlohmann::json m_row;
};

} // namespace pl::billing
