#include "ui/customer/customersearch.h"

#include "models/columns/leadrecord.h"

namespace pl::ui {
namespace {

using FoundPeople = QList<CustomerSearch::Person>;

/// What the columns know of a lead's customer.
Lead personIn(const columns::LeadColumns &leads, columns::Row row)
{
    const auto text = [](std::string_view utf8) {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    };
    const std::string_view record = leads.record(row);
    Lead lead;
    lead.phoneNumber = text(columns::partOf(record, columns::RecordPart::Phone));
    lead.email = text(columns::shownEmail(record));
    return lead;
}

FoundPeople::iterator personOf(FoundPeople &people, const Lead &lead)
{
    return std::find_if(people.begin(), people.end(),
                        [&lead](const CustomerSearch::Person &person) { return person.key.matches(lead); });
}

} // namespace

FoundPeople CustomerSearch::find(const QString &typed, int most) const
{
    const auto whole = CustomerKey::fromText(typed);
    QStringList texts{typed};
    if (whole)
        texts += whole->phone.isEmpty() ? whole->email : whole->phone;
    const columns::LeadColumns &leads = m_replica.columns();
    FoundPeople people;
    for (const columns::Row row : m_finder.findAny(texts).rows) {
        const Lead lead = personIn(leads, row);
        const auto known = personOf(people, lead);
        if (known != people.end())
            ++known->leads;
        else if (const CustomerKey key = CustomerKey::of(lead); !key.isEmpty() && people.size() < most)
            people += {key, nameOf(leads.id(row)), 1};
    }
    if (people.isEmpty() && whole)
        people += {*whole, {}, 0};
    return people;
}

QString CustomerSearch::nameOf(const QUuid &id) const
{
    const Lead *lead = m_replica.lead(id);
    return lead ? lead->fullName() : QString();
}

} // namespace pl::ui
