#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Updates a plumber's row from Stripe: payment-ready if the customer has a card. An only card becomes the default; a
/// customer deleted at Stripe is removed from the row, so that the plumber gets a new one. A page on which a card was
/// added is closed.
class CustomerSync : public Call<>
{
public:
    /// `newCard`: a card added on one of our pages, which becomes the default if it is the newest; empty: none.
    CustomerSync(MoneyTools &tools, QString customer, QString newCard, QObject *parent);

private:
    void run() override;
    void onCustomer(const nlohmann::json &customer);
    void findCard(bool hasDefault);
    void makeDefault(const QString &card);
    void save(const nlohmann::json &changes);
    void closePages();

    MoneyTools &m_tools;
    const QString m_customer;
    const QString m_newCard;
};

} // namespace pl::billing
