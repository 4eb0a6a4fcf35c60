#pragma once

#include "models/domain/lead.h"

namespace pl {

/// Who a customer is, across leads, messages and journals: whoever has the number or the address.
struct CustomerKey
{
    QString phone = {}; ///< E.164; may be empty
    QString email = {}; ///< as `plainEmail`; may be empty

    bool operator==(const CustomerKey &) const = default;
    bool isEmpty() const { return phone.isEmpty() && email.isEmpty(); }
    /// Whether the lead is this person's: it has the number or the address. An erased one is nobody's.
    bool matches(const Lead &lead) const;
    /// For a filter `ilike`, which has no other way to look past capital letters. It may find too much: `matches`
    /// decides.
    QString emailPattern() const;
    nlohmann::json toJson() const;

    static CustomerKey of(const Lead &lead);
    /// What somebody typed or wrote on a command line; nothing if it is neither.
    static std::optional<CustomerKey> fromText(const QString &text);
    static Result<CustomerKey> fromJson(const nlohmann::json &value);
};

/// As the databases compare addresses: without spaces around it, English letters small.
QString plainEmail(const QString &email);

} // namespace pl
