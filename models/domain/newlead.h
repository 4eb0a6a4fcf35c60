#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/checkedlead.h"
#include "models/domain/urgency.h"

namespace pl {

struct Lead;

/// A new lead from a source over HTTP or typed in by the office, checked and normalized. Names, e-mail address, phone
/// number and service may be unknown, which is an empty text, but the e-mail address and the phone number not both.
struct NewLead
{
    QString firstName;
    QString lastName;
    QString email;
    QString phoneNumber; ///< E.164
    QString serviceNeeded;
    Urgency urgency = Urgency::Week;
    std::optional<QString> zipCode;
    std::optional<QString> description;
    std::optional<QString> externalId; ///< the source's own id of the lead
    nlohmann::json consent;            ///< an object, or null: what the customer agreed to, when, from which address
    std::optional<QString> street = {};
    std::optional<QString> city = {};
    std::optional<QString> state = {};
    std::optional<QString> phoneExtension = {}; ///< also where it was written behind the number
    std::optional<bool> hasRealPhone = {};      ///< whether somebody can have the number; none without one

    bool operator==(const NewLead &) const = default;

    /// The same fields of an existing lead.
    static NewLead of(const Lead &lead);
    /// Reads and checks the documented fields; an unknown field is an error. A required field that nobody knows is
    /// null. An unknown urgency is a week. The Error lists every wrong field at once.
    static Result<NewLead> fromJson(const nlohmann::json &input);
    static Result<NewLead> fromFields(const JsonFields &input);
    /// What a person typed, or a row of a file: the same checks on values already in place, of which any required one
    /// may be left empty.
    Result<NewLead> validated() const;
    /// The columns of a row of `leads`; absent ones are left out, so the database's defaults hold.
    nlohmann::json toJson() const;
    /// The same as text.
    QByteArray toJsonText() const;
    /// Only for a lead that has passed the checks.
    CheckedLead checked() const { return {toJsonText(), externalId.value_or(QString())}; }

private:
    static Result<NewLead> read(JsonReader &reader);
};

} // namespace pl
