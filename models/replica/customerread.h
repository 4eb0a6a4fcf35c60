#pragma once

#include "models/base/call.h"
#include "models/replica/customerrecords.h"
#include "models/supabase/restclient.h"

namespace pl::replica {

/// Reads everything that the store holds about one person, step by step. Fails as a whole when a step does. Lives on
/// the client's thread.
class CustomerRead : public Call<CustomerRecords>
{
    Q_OBJECT

public:
    static constexpr int kSteps = 7;
    struct Scope
    {
        CustomerKey key;
        QStringList leadIds;                               ///< of the person's leads
        bool withMoney = false;                            ///< payments, which only admins may read
        nlohmann::json plumbers = nlohmann::json::array(); ///< for their names, see customer::StoredRows
        nlohmann::json sources = nlohmann::json::array();
    };
    /// `client` must outlive the read.
    CustomerRead(supabase::RestClient &client, const Scope &scope, QObject *parent);

Q_SIGNALS:
    /// So many of kSteps are done.
    void progressed(int steps);

private:
    using Rows = nlohmann::json;
    void run() override;
    void readHistory();
    void readMessages();
    void readRefusals();
    void readItems();
    void readDeeds();
    void readPayments();
    void readAttempts();
    void readExceptions();
    void complete();
    void step(void (CustomerRead::*next)());
    void leadsReceived();
    void sortOutMessages();
    /// Reads all rows whose `column` is one of these ids, a few ids at a time.
    void readOf(const supabase::Query &query, const QByteArray &column, const QStringList &ids, Rows &into,
                const std::function<void()> &next);
    void readOfLeads(const supabase::Query &query, Rows &into, void (CustomerRead::*next)());
    /// Reads all rows of the query, page after page.
    void readRows(const supabase::Query &query, Rows &into, const std::function<void()> &next, int offset = 0);
    QStringList paymentIds() const;

    supabase::RestClient &m_client;
    const Scope m_scope;
    customer::StoredRows m_rows;
    QStringList m_leadIds;
    int m_steps = 0;
};

} // namespace pl::replica
