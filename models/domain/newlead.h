#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/checkedlead.h"
#include "models/domain/urgency.h"

namespace pl {

struct Lead;

/// A new lead from a source over HTTP or typed in by the office, checked and normalized.
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

    bool operator==(const NewLead &) const = default;

    /// The same fields of an existing lead.
    static NewLead of(const Lead &lead);
    /// Reads and checks the documented fields; an unknown field is an error. The Error lists every wrong field at once.
    static Result<NewLead> fromJson(const nlohmann::json &input);
    static Result<NewLead> fromFields(const JsonFields &input);
    /// What a person typed: the same checks on values already in place.
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
