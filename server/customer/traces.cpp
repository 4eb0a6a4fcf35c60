#include "server/customer/traces.h"

#include "models/base/jsonmember.h"
#include "models/customer/customercolumns.h"

namespace pl::customer {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr int kPageBodies = 20; // each may have a megabyte

} // namespace

TracesCall::TracesCall(supabase::RestClient &rest, OpenEntries openEntries, const CustomerKey &person, QObject *parent)
    : Call(parent), m_rest(rest), m_openEntries(std::move(openEntries)), m_traces(person)
{
}

void TracesCall::readBodies(const QString &after)
{
    Query page("intake_items");
    page.select(itemColumns() + "," + IntakeBody::kColumns).filter("body", "not.is", QStringLiteral("null"));
    if (!after.isEmpty())
        page.filter("id", "gt", after);
    then(m_rest.selectJson(page.order("id.asc").limit(kPageBodies)), [this](const json &rows) {
        for (json row : rows) {
            const auto body = IntakeBody::fromJson(row);
            if (!body || !m_traces.isIn(body->bytes))
                continue;
            row.erase("body");
            m_found.bodies.push_back(std::move(row));
        }
        rows.size() < std::size_t(kPageBodies) ? readJournal(-1) : readBodies(jsonText(rows.back(), "id"));
    });
}

void TracesCall::readJournal(qint64 after)
{
    if (!m_openEntries)
        return finish(m_found);
    then(m_openEntries(after), [this](const QList<journal::Entry> &entries) {
        if (entries.isEmpty())
            return finish(m_found);
        for (const journal::Entry &entry : entries)
            if (m_traces.isIn(entry.payload) || m_traces.isIn(entry.externalId))
                m_found.entries += entry;
        readJournal(entries.last().sequence);
    });
}

} // namespace pl::customer
