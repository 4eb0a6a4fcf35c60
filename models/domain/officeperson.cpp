#include "models/domain/officeperson.h"

namespace pl {

nlohmann::json OfficePerson::toJson() const
{
    return {{"id", pl::toJson(id)},     {"email", pl::toJson(email)},
            {"role", pl::toJson(role)}, {"last_sign_in_at", pl::toJson(lastSignInAt)},
            {"disabled", isDisabled},   {"invited", isInvited}};
}

Result<OfficePerson> OfficePerson::fromJson(const nlohmann::json &object)
{
    JsonReader r(object);
    OfficePerson person;
    person.id = r.uuid("id");
    person.email = r.string("email");
    person.role = r.optionalString("role").value_or(QString());
    person.lastSignInAt = r.optionalTimestamp("last_sign_in_at");
    person.isDisabled = r.booleanOr("disabled", false);
    person.isInvited = r.booleanOr("invited", false);
    return r.finish(person);
}

Result<QList<OfficePerson>> OfficePerson::listFromJson(const nlohmann::json &list)
{
    if (!list.is_array())
        return Error{ErrorCode::Protocol, QStringLiteral("The server's list of people is no list.")};
    QList<OfficePerson> people;
    for (const nlohmann::json &object : list) {
        const auto person = fromJson(object);
        if (!person)
            return person.error();
        people += *person;
    }
    return people;
}

} // namespace pl
