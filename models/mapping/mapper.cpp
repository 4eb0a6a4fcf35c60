#include "models/mapping/mapper.h"

#include "models/base/jsonreader.h"
#include "models/mapping/leadbuilder.h"

namespace pl::mapping {
using nlohmann::json;

std::vector<const json *> leadsIn(const json &tree, const Mapping &mapping)
{
    std::vector<const json *> items;
    if (!mapping.each.isEmpty()) {
        const BodyTree body(tree);
        for (const int number : mapping.each.find(body))
            items.push_back(body.node(number).value);
    }
    const bool isListOfObjects =
        tree.is_array() && !tree.empty() &&
        std::all_of(tree.begin(), tree.end(), [](const json &item) { return item.is_object(); });
    if (items.empty() && isListOfObjects && !BodyTree(tree).isListOfPairs())
        for (const json &item : tree)
            items.push_back(&item);
    if (items.empty())
        items.push_back(&tree);
    return items;
}

Mapped mapLead(const json &tree, const Mapping &mapping, const QStringList &services)
{
    const BodyTree body(tree);
    return LeadBuilder(body, mapping, services).build();
}

QList<Mapped> mapBody(const ReadBody &body, const Mapping &mapping, const QStringList &services)
{
    const auto items = leadsIn(body.tree, mapping);
    if (items.size() > kMaxLeadsInBody)
        return {Unmappable{QStringLiteral("The body holds more than %1 leads.").arg(kMaxLeadsInBody)}};
    QList<Mapped> leads;
    for (const json *item : items) {
        leads += mapLead(*item, mapping, services);
        auto *lead = std::get_if<MappedLead>(&leads.last());
        if (lead && !body.files.isEmpty())
            lead->answers["Files left out"] =
                body.files.join(QStringLiteral(", ")).remove(QChar(0)).left(2'000).toStdString();
    }
    return leads;
}

json MappedLead::toJson() const
{
    json row{{"first_name", pl::toJson(firstName)},
             {"last_name", pl::toJson(lastName)},
             {"email", pl::toJson(email)},
             {"phone_number", pl::toJson(phoneNumber)},
             {"service_needed", pl::toJson(serviceNeeded)},
             {"is_test", isTest}};
    const auto add = [&row](const char *column, const QString &text) {
        if (!text.isEmpty())
            row[column] = pl::toJson(text);
    };
    if (urgency)
        row["urgency"] = enumText(*urgency);
    if (!phoneNumber.isEmpty())
        row["has_real_phone"] = hasValidPhone;
    add("phone_extension", phoneExtension);
    add("zip_code", zipCode);
    add("description", description);
    add("street", street);
    add("city", city);
    add("state", state);
    add("external_id", externalId);
    if (!consent.is_null())
        row["consent"] = consent;
    if (!answers.empty())
        row["answers"] = json(answers);
    if (!origin.empty())
        row["origin"] = origin;
    if (costCents)
        row["source_cost_cents"] = *costCents;
    return row;
}

} // namespace pl::mapping
