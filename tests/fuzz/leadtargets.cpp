#include "models/domain/newlead.h"
#include "models/domain/plainlead.h"
#include "server/intake/leadbody.h"
#include "tests/fuzz/targets.h"

namespace pl::fuzz {

namespace {

/// A lead's row as its source could have sent it: what is unknown is null there, and nobody says whether a number is
/// real.
nlohmann::json asSent(nlohmann::json row)
{
    row.erase("has_real_phone");
    for (auto &value : row)
        if (value.is_string() && value.get_ref<const std::string &>().empty())
            value = nullptr;
    return row;
}

void readBody(const QByteArray &type, const QByteArray &body)
{
    const auto read = intake::readLeads({"POST", "/api/v1/leads", {}, {{"Content-Type", type}}, body});
    if (!read)
        return;
    for (const auto &lead : read->leads) {
        if (!lead)
            continue;
        const auto kept = nlohmann::json::parse(lead->row.toStdString(), nullptr, false);
        const auto again = NewLead::fromJson(asSent(kept));
        if (!again || again->checked() != *lead)
            qFatal("a lead that was taken changes when it is read again");
    }
}

} // namespace

void runLeadJson(const QByteArray &input)
{
    readBody("application/json", input);
    if (const auto plain = plainLead(input)) {
        const auto lead = parseJson(input, QStringLiteral("It")).andThen(NewLead::fromJson);
        if (!lead || lead->checked() != *plain)
            qFatal("a plain lead is not what its value is");
    }
    if (const auto fields = JsonFields::read(input)) {
        const auto fast = NewLead::fromFields(*fields);
        const auto slow = parseJson(input, QStringLiteral("It")).andThen(NewLead::fromJson);
        if (fast.ok() != slow.ok() || (fast && *fast != *slow))
            qFatal("a lead's fields and its value are not the same");
    }
}

void runLeadForm(const QByteArray &input)
{
    readBody("application/x-www-form-urlencoded", input);
}

} // namespace pl::fuzz
