#pragma once

#include "models/domain/lead.h"
#include "models/domain/plumber.h"
#include "models/wording/texttemplate.h"

namespace pl::wording {

/// Everything a message can mention.
struct Facts
{
    std::optional<Lead> lead;
    std::optional<Plumber> plumber;
    bool chargesWhenAccepted = false; ///< then the plumber sees the customer's contact details only after accepting
    QString link = {};                ///< where the message leads
    std::optional<Timestamp> linkExpires = {};

    bool showsContact() const { return lead && (!chargesWhenAccepted || lead->acceptedAt); }
    /// A customer without a phone number, or with one that nobody can have, is written to.
    bool canBeCalled() const { return lead && !lead->phoneNumber.isEmpty() && lead->hasRealPhone != false; }
};

/// The language in which a plumber is written to.
QString languageOf(const Plumber &plumber);

/// The values for all templates, formatted for people who read this language. What is unknown of a customer's contact
/// details is said to be; a service, and a name to greet by, are empty then. The address of the job is for the plumber
/// who has accepted it.
TemplateValues valuesOf(const Facts &facts, const QString &language = QStringLiteral("en"));

} // namespace pl::wording
