#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// A plumber without a Stripe customer gets one, a page to give a card on, and the e-mail with its link. The plumber's
/// row names the customer last: until then every step may be done again and changes nothing.
class CustomerCall : public Call<>
{
public:
    /// Columns that `plumber` must have.
    static QByteArray columns() { return "id,first_name,last_name,email,phone_number,version"; }
    CustomerCall(MoneyTools &tools, nlohmann::json plumber, QObject *parent);

private:
    void run() override;
    void create();
    void createPage();
    void savePage(const nlohmann::json &session);
    void notifyPlumber(const QUuid &page);
    void saveCustomer();

    MoneyTools &m_tools;
    const nlohmann::json m_plumber;
    const QString m_id;
    QString m_customer;
};

/// What makes a page at Stripe where this customer gives a card.
nlohmann::json cardPageParameters(const QString &customer, const QString &plumber, const QString &publicUrl);

} // namespace pl::billing
