#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Finds where to redirect a visit to /pages/{id}: the URL at Stripe in the row of `hosted_pages`, or, if that card
/// page is closed, the URL of a new one. Empty: there is none, and retrying is pointless.
class PageVisit : public Call<QString>
{
public:
    PageVisit(MoneyTools &tools, const QUuid &page, QObject *parent);

private:
    void run() override;
    void onRow(const nlohmann::json &row);
    void renew(const nlohmann::json &row);

    MoneyTools &m_tools;
    const QUuid m_page;
    bool m_isRenewed = false;
};

} // namespace pl::billing
