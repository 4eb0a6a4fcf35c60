#include "models/domain/customerkey.h"

#include "models/domain/contactfields.h"

namespace pl {

QString plainEmail(const QString &email)
{
    QString plain = email.trimmed();
    for (QChar &letter : plain)
        if (letter >= u'A' && letter <= u'Z')
            letter = letter.toLower();
    return plain;
}

bool CustomerKey::matches(const Lead &lead) const
{
    if (lead.erasedAt)
        return false;
    return (!phone.isEmpty() && lead.phoneNumber == phone) || (!email.isEmpty() && plainEmail(lead.email) == email);
}

QString CustomerKey::emailPattern() const
{
    QString pattern;
    for (const QChar letter : email) {
        if (letter == u'\\' || letter == u'%' || letter == u'_')
            pattern += u'\\';
        pattern += letter;
    }
    return pattern;
}

nlohmann::json CustomerKey::toJson() const
{
    return {{"phone", pl::toJson(phone)}, {"email", pl::toJson(email)}};
}

CustomerKey CustomerKey::of(const Lead &lead)
{
    return lead.erasedAt ? CustomerKey() : CustomerKey{lead.phoneNumber.trimmed(), plainEmail(lead.email)};
}

std::optional<CustomerKey> CustomerKey::fromText(const QString &text)
{
    FieldErrors errors;
    CustomerKey key;
    if (text.contains(u'@'))
        key.email = plainEmail(checkEmail(text, errors));
    else
        key.phone = checkPhone(text, errors);
    return errors.list().isEmpty() && !key.isEmpty() ? std::optional(key) : std::nullopt;
}

Result<CustomerKey> CustomerKey::fromJson(const nlohmann::json &value)
{
    JsonReader r(value);
    const CustomerKey key{r.optionalString("phone").value_or(QString()).trimmed(),
                          plainEmail(r.optionalString("email").value_or(QString()))};
    if (key.isEmpty())
        r.addError("phone", "required", QStringLiteral("a phone number or an e-mail address is required"));
    return r.finish(key);
}

} // namespace pl
