#include "models/domain/donotcontact.h"

namespace pl {

Result<ContactRefusal> ContactRefusal::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    ContactRefusal refusal;
    refusal.id = r.optionalUuid("id");
    refusal.contact = r.optionalString("contact").value_or(QString());
    refusal.channel = r.enumeration<ContactChannel>("channel");
    refusal.way = r.enumeration<RefusalWay>("way");
    refusal.reason = r.optionalString("reason").value_or(QString());
    refusal.saidOn = r.optionalDate("said_on");
    refusal.enteredBy = r.optionalString("entered_by").value_or(QString());
    refusal.at = r.timestamp("at");
    return r.finish(refusal);
}

QByteArray ContactRefusal::columns()
{
    return "id,contact,channel,way,reason,said_on,entered_by,at";
}

nlohmann::json ContactRefusal::toJson() const
{
    return {{"contact", pl::toJson(contact)},
            {"channel", enumText(channel)},
            {"way", enumText(way)},
            {"reason", reason.isEmpty() ? nlohmann::json() : pl::toJson(reason)},
            {"said_on", pl::toJson(saidOn)}};
}

bool DoNotContact::forbids(ContactChannel channel) const
{
    return std::any_of(all.begin(), all.end(), [&](const ContactRefusal &one) { return one.channel == channel; });
}

Result<DoNotContact> DoNotContact::fromJson(const nlohmann::json &answer)
{
    if (!answer.is_array())
        return Error{ErrorCode::InvalidInput, QStringLiteral("The answer is no list.")};
    DoNotContact found;
    for (const nlohmann::json &row : answer) {
        const auto refusal = ContactRefusal::fromJson(row);
        if (!refusal)
            return refusal.error();
        found.all += *refusal;
    }
    return found;
}

} // namespace pl
