#pragma once

#include "server/billing/chargecall.h"

namespace pl::billing {

/// Creates a plumber's Stripe customer, the page to add a card, and the e-mail with its link, unless an import that
/// tells nobody brought the plumber in: then the office sends the link. The customer's id is written to the plumber's
/// row last; until then every step can be repeated without effect.
class CustomerCall : public Call<>
{
public:
    /// Columns that `plumber` must have.
    static QByteArray columns() { return "id,first_name,last_name,email,phone_number,version,imports(tells)"; }
    CustomerCall(MoneyTools &tools, nlohmann::json plumber, QObject *parent);

private:
    void run() override;
    void create();
    void createPage();
    void savePage(const nlohmann::json &session);
    bool isTold() const;
    void notifyPlumber(const QUuid &page);
    void saveCustomer();

    MoneyTools &m_tools;
    const nlohmann::json m_plumber;
    const QString m_id;
    QString m_customer;
};

/// The parameters of a page at Stripe where this customer adds a card.
nlohmann::json cardPageParameters(const QString &customer, const QString &plumber, const QString &publicUrl);

} // namespace pl::billing
