#include "server/customer/personsearch.h"

#include "models/base/foldedtext.h"

namespace pl::customer {

using nlohmann::json;
using supabase::Query;

PersonSearch::PersonSearch(supabase::RestClient &rest, QString name, QObject *parent)
    : Call(parent), m_rest(rest), m_name(std::move(name))
{
}

/// No index knows names as people type them, so the names of all leads are read. It is done by hand and seldom.
void PersonSearch::run()
{
    if (SearchWords(m_name).isEmpty())
        return finish(Error{ErrorCode::InvalidInput, QStringLiteral("A name is required.")});
    const auto all = Query("leads").select("id,first_name,last_name,phone_number,email,created_at").isNull("erased_at");
    then(m_rest.selectAll(all), [this](const json &rows) { take(rows); });
}

void PersonSearch::take(const json &rows)
{
    const SearchWords wanted(m_name);
    QList<PossiblePerson> found;
    for (const json &row : rows) {
        JsonReader r(row);
        Lead lead;
        lead.firstName = r.string("first_name");
        lead.lastName = r.string("last_name");
        lead.phoneNumber = r.string("phone_number");
        lead.email = r.string("email");
        const Timestamp at = r.timestamp("created_at");
        const CustomerKey key = CustomerKey::of(lead);
        if (key.isEmpty() || !wanted.occurIn(folded(lead.fullName())))
            continue;
        auto known =
            std::find_if(found.begin(), found.end(), [&](const PossiblePerson &one) { return one.key == key; });
        if (known == found.end())
            known = found.insert(found.end(), {key, lead.fullName(), 0, Timestamp()});
        ++known->leads;
        known->lastAt = std::max(known->lastAt, at);
    }
    std::sort(found.begin(), found.end(),
              [](const PossiblePerson &a, const PossiblePerson &b) { return b.lastAt < a.lastAt; });
    finish(found);
}

} // namespace pl::customer
