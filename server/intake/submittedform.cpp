#include "server/intake/submittedform.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "models/domain/urgency.h"
#include "models/mapping/bodytree.h"
#include "models/mapping/mapper.h"
#include "models/mapping/preset.h"

namespace pl::intake {

namespace {

using mapping::MappedLead;
using nlohmann::json;

constexpr const char *kRequired[] = {"first_name", "last_name", "email", "phone_number", "service_needed", "urgency"};
constexpr const char *kOptional[] = {"zip_code", "description", "external_id",    "street",
                                     "city",     "state",       "phone_extension"};

/// A page's own fields are no answers.
const mapping::Mapping &formMapping()
{
    static const mapping::Mapping made = [] {
        mapping::Mapping any = mapping::genericMapping();
        for (const char *name : {"_redirect", "_gotcha"})
            if (const auto path = mapping::Path::parse(QString::fromLatin1(name)))
                any.ignore += *path;
        return any;
    }();
    return made;
}

/// A field that is there several times has the last value that says something.
QString textOf(const json &tree, const char *name)
{
    const auto found = tree.find(name);
    if (found == tree.end())
        return {};
    if (!found->is_array())
        return mapping::scalarText(*found);
    for (auto value = found->rbegin(); value != found->rend(); ++value)
        if (const QString text = mapping::scalarText(*value); !text.isEmpty())
            return text;
    return {};
}

MappedLead mapped(const mapping::ReadBody &body)
{
    const auto leads = mapping::mapBody(body, formMapping(), {});
    const auto *lead = leads.isEmpty() ? nullptr : std::get_if<MappedLead>(&leads.first());
    return lead ? *lead : MappedLead();
}

json consentOf(const json &tree, const MappedLead &understood)
{
    const auto sent = tree.find("consent");
    if (sent != tree.end() && sent->is_object())
        return *sent;
    json consent = understood.consent;
    if (const QString text = textOf(tree, "consent"); !text.isEmpty()) {
        if (!consent.is_object())
            consent = json::object();
        consent.erase("given"); // the same under the mapping's name
        consent["text"] = toJson(text);
    }
    return consent;
}

/// Pages have words of their own for it, and their visitors can't choose another.
bool isUrgency(const QString &text)
{
    return enumFromName<Urgency>(text).has_value();
}

} // namespace

Form formOf(const mapping::ReadBody &body)
{
    const json &tree = body.tree;
    const MappedLead understood = mapped(body);
    const json columns = understood.toJson();
    Form form;
    const auto fill = [&](const char *name) {
        const QString text = textOf(tree, name);
        if (!text.isEmpty() && (name != QByteArrayView("urgency") || isUrgency(text)))
            form.lead[name] = toJson(text);
        else if (const auto column = columns.find(name); column != columns.end() && !isNothing(*column))
            form.lead[name] = *column;
    };
    for (const char *name : kRequired) {
        form.lead[name] = nullptr;
        fill(name);
    }
    for (const char *name : kOptional)
        fill(name);
    if (json consent = consentOf(tree, understood); !consent.is_null())
        form.lead["consent"] = std::move(consent);
    if (!understood.answers.empty())
        form.answers = json(understood.answers);
    if (!understood.origin.empty())
        form.origin = understood.origin;
    form.redirect = textOf(tree, "_redirect");
    form.isTrapped = !textOf(tree, "_gotcha").isEmpty();
    return form;
}

Result<Form> strictFormOf(const mapping::ReadBody &body)
{
    const auto refused = [](const char *sentence) {
        return Error{ErrorCode::InvalidInput, QString::fromLatin1(sentence)};
    };
    if (!body.files.isEmpty())
        return refused("The form contains a file.");
    if (!body.encoding.isEmpty() && body.encoding != u"utf-8")
        return refused("The form's text is not valid UTF-8.");
    Form form;
    for (const auto &[name, value] : body.tree.items()) {
        if (value.is_array())
            return refused("The form contains a field twice.");
        if (isNothing(value))
            continue;
        if (name == "_redirect")
            form.redirect = mapping::scalarText(value);
        else if (name == "_gotcha")
            form.isTrapped = true;
        else if (name == "consent" && value.is_string())
            form.lead[name] = {{"text", value}};
        else
            form.lead[name] = value;
    }
    return form;
}

} // namespace pl::intake
