#include "models/replica/customerread.h"

#include "models/base/jsonmember.h"
#include "models/customer/customercolumns.h"
#include "models/supabase/contactrefusals.h"

namespace pl::replica {
namespace {

using nlohmann::json;
using supabase::kPageRows;
using supabase::Query;

constexpr qsizetype kIdsAtOnce = 50; ///< in one address

bool belongsTo(const CustomerKey &key, const json &row)
{
    const auto lead = Lead::fromJson(row);
    return !lead || key.matches(*lead); // one that can't be read is an error later
}

} // namespace

CustomerRead::CustomerRead(supabase::RestClient &client, const Scope &scope, QObject *parent)
    : Call(parent), m_client(client), m_scope(scope)
{
    m_rows.plumbers = scope.plumbers;
    m_rows.sources = scope.sources;
}

void CustomerRead::step(void (CustomerRead::*next)())
{
    Q_EMIT progressed(++m_steps);
    (this->*next)();
}

void CustomerRead::readRows(const Query &query, Rows &into, const std::function<void()> &next, int offset)
{
    Query page = Query(query).limit(kPageRows);
    if (offset > 0)
        page.offset(offset);
    then(m_client.selectJson(page), [=, this, &into](const json &rows) {
        into.insert(into.end(), rows.begin(), rows.end());
        rows.size() < kPageRows ? next() : readRows(query, into, next, offset + kPageRows);
    });
}

void CustomerRead::readOf(const Query &query, const QByteArray &column, const QStringList &ids, Rows &into,
                          const std::function<void()> &next)
{
    if (ids.isEmpty())
        return next();
    readRows(Query(query).in(column, ids.mid(0, kIdsAtOnce)), into,
             [=, this, &into] { readOf(query, column, ids.mid(kIdsAtOnce), into, next); });
}

void CustomerRead::readOfLeads(const Query &query, Rows &into, void (CustomerRead::*next)())
{
    readOf(query, "lead_id", m_leadIds, into, [this, next] { step(next); });
}

void CustomerRead::run()
{
    if (m_scope.key.isEmpty())
        return finish(Error{ErrorCode::InvalidInput, QStringLiteral("A phone number or an e-mail address is needed.")});
    readOf(Query("leads").select(customer::leadColumns()).order("created_at.desc,id.desc"), "id", m_scope.leadIds,
           m_rows.leads, [this] { leadsReceived(); });
}

/// One may have been erased, or changed, a moment ago.
void CustomerRead::leadsReceived()
{
    json own = json::array();
    for (const json &row : m_rows.leads)
        if (belongsTo(m_scope.key, row)) {
            own.push_back(row);
            m_leadIds += jsonText(row, "id");
        }
    m_rows.leads = own;
    step(&CustomerRead::readHistory);
}

void CustomerRead::readHistory()
{
    readOfLeads(Query("lead_events").select(customer::historyColumns()).order("lead_id.asc,sequence.asc"),
                m_rows.history, &CustomerRead::readMessages);
}

void CustomerRead::readMessages()
{
    const Query query = Query("notifications").select(customer::messageColumns()).order("created_at.asc,id.asc");
    const auto ofLeads = [this, query] { readOfLeads(query, m_rows.messages, &CustomerRead::readRefusals); };
    if (m_scope.key.phone.isEmpty())
        return ofLeads();
    const Query replies = Query(query).eq("template", QStringLiteral("reply")).eq("recipient", m_scope.key.phone);
    readRows(replies, m_rows.messages, ofLeads);
}

/// A reply to a message about a lead was read twice, and a plumber may have the same number.
void CustomerRead::sortOutMessages()
{
    json own = json::array();
    QStringList known;
    for (const json &row : m_rows.messages) {
        const QString id = jsonText(row, "id");
        const bool isOfLead = m_leadIds.contains(jsonText(row, "lead_id"));
        const bool isReply = jsonText(row, "template") == u"reply" && jsonMember(row, "plumber_id").is_null() &&
                             jsonText(row, "recipient") == m_scope.key.phone;
        if (known.contains(id) || (!isOfLead && !isReply))
            continue;
        known += id;
        own.push_back(row);
    }
    m_rows.messages = own;
}

void CustomerRead::readRefusals()
{
    sortOutMessages();
    then(supabase::contactRefusals(m_client, m_scope.key), [this](const json &rows) {
        m_rows.refusals = rows;
        step(&CustomerRead::readItems);
    });
}

void CustomerRead::readItems()
{
    readOfLeads(Query("intake_items").select(customer::itemColumns()).order("received_at.asc,id.asc"), m_rows.items,
                &CustomerRead::readDeeds);
}

/// Only admins may read some of them, such as who asked for a refund.
void CustomerRead::readDeeds()
{
    readOfLeads(Query("activity").select(customer::deedColumns()).order("at.asc,id.asc"), m_rows.deeds,
                m_scope.withMoney ? &CustomerRead::readPayments : &CustomerRead::complete);
}

void CustomerRead::readPayments()
{
    readOfLeads(Query("payments").select(customer::paymentColumns()).order("created_at.asc,id.asc"), m_rows.payments,
                &CustomerRead::readAttempts);
}

QStringList CustomerRead::paymentIds() const
{
    QStringList ids;
    for (const json &row : m_rows.payments)
        ids += jsonText(row, "id");
    return ids;
}

void CustomerRead::readAttempts()
{
    readOf(Query("payment_attempts").select(customer::attemptColumns()).order("created_at.asc,id.asc"), "payment_id",
           paymentIds(), m_rows.attempts, [this] { readExceptions(); });
}

void CustomerRead::readExceptions()
{
    readOf(Query("billing_exceptions").select(customer::exceptionColumns()).order("found_at.asc,id.asc"), "payment_id",
           paymentIds(), m_rows.exceptions, [this] { complete(); });
}

void CustomerRead::complete()
{
    auto records = CustomerRecords::of(m_scope.key, m_rows, m_scope.withMoney);
    if (records)
        records->readAt = m_client.serverTime();
    finish(records);
}

} // namespace pl::replica
