#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Stripe closes a page for a card after a day. One that is about to close, of a plumber who has given no card yet, is
/// replaced by a new one, so that the row's link always leads somewhere.
class PageRenewal : public BillingCall<>
{
public:
    /// The rows of `hosted_pages` that want a new page at `now`.
    static QFuture<Result<nlohmann::json>> due(supabase::RestClient &rest, Timestamp now);

    PageRenewal(MoneyTools &tools, nlohmann::json row, QObject *parent);

private:
    void run() override;

    MoneyTools &m_tools;
    const nlohmann::json m_row;
};

} // namespace pl::billing
