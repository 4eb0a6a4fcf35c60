#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Makes a plumber's row say of the card what Stripe says: ready when the customer has one. The only card becomes the
/// default one; a customer that was deleted at Stripe is forgotten, so that the plumber gets a new one. A page on which
/// a card was given is closed.
class CustomerSync : public Call<>
{
public:
    /// `newCard`: given on a page of ours, the default if it is the newest; empty: none.
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
