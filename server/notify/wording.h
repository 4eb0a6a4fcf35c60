#pragma once

#include "models/domain/lead.h"
#include "models/domain/plumber.h"
#include "server/notify/sender.h"
#include "server/notify/texttemplate.h"

#include <QStringList>

namespace pl::notify {

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

/// The values for all templates, formatted for people. What is unknown of a customer's contact details is said to be;
/// a service, and a name to greet by, are empty then. The address of the job is for the plumber who has accepted it.
TemplateValues valuesOf(const Facts &facts);

/// The names of all templates: "lead_assigned", …
const QStringList &templateNames();
/// Whether there is such a template for the channel ("email", "sms").
bool hasTemplate(const QString &name, const QString &channel);

/// The message made from a template, without id and recipient. Only if `hasTemplate`.
Message wordingOf(const QString &name, const QString &channel, const Facts &facts);

} // namespace pl::notify
