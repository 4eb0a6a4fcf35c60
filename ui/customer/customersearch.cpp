#include "ui/customer/customersearch.h"

#include "models/domain/contactfields.h"

namespace pl::ui {
namespace {

using FoundPeople = QList<CustomerSearch::Person>;

FoundPeople::iterator personOf(FoundPeople &people, const Lead &lead)
{
    return std::find_if(people.begin(), people.end(),
                        [&lead](const CustomerSearch::Person &person) { return person.key.matches(lead); });
}

} // namespace

QList<const Lead *> CustomerSearch::matching(const QString &typed) const
{
    m_texts.setTyped(typed);
    const auto wanted = CustomerKey::fromText(typed);
    QList<const Lead *> found;
    for (const Lead &lead : m_replica.leads()) {
        const auto text = [&lead] {
            return QStringList{lead.fullName(), lead.phoneNumber, phoneForPeople(lead.phoneNumber), lead.email}.join(
                u'\n');
        };
        if (!lead.erasedAt && ((wanted && wanted->matches(lead)) || m_texts.finds(lead.id, lead.version, {}, text)))
            found += &lead;
    }
    std::sort(found.begin(), found.end(), [](const Lead *a, const Lead *b) {
        return std::pair(b->createdAt, b->id) < std::pair(a->createdAt, a->id);
    });
    return found;
}

FoundPeople CustomerSearch::find(const QString &typed, int most) const
{
    if (SearchWords(typed).isEmpty())
        return {};
    FoundPeople people;
    for (const Lead *lead : matching(typed)) {
        const auto known = personOf(people, *lead);
        if (known != people.end())
            ++known->leads;
        else if (const CustomerKey key = CustomerKey::of(*lead); !key.isEmpty() && people.size() < most)
            people += {key, lead->fullName(), 1};
    }
    if (const auto key = CustomerKey::fromText(typed); people.isEmpty() && key)
        people += {*key, {}, 0};
    return people;
}

} // namespace pl::ui
