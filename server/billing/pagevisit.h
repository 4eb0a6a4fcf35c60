#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Where a visit to /pages/{id} is led on to: the address at Stripe that the row of `hosted_pages` names, or, where
/// that page for a card is closed, of a new one in its place. Empty: there is none, and asking again is of no use.
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
