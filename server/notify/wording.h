#pragma once

#include "models/domain/lead.h"
#include "models/domain/plumber.h"
#include "server/notify/sender.h"
#include "server/notify/texttemplate.h"

#include <QStringList>

namespace pl::notify {

/// All that a message may speak of.
struct Facts
{
    std::optional<Lead> lead;
    std::optional<Plumber> plumber;
    bool chargesWhenAccepted = false; ///< then the plumber sees the customer's contact only after accepting
    QString link = {};                ///< where the message leads
    std::optional<Timestamp> linkExpires = {};

    bool showsContact() const { return lead && (!chargesWhenAccepted || lead->acceptedAt); }
};

/// The values of all templates, as people read them.
TemplateValues valuesOf(const Facts &facts);

/// "lead_assigned" and all others.
const QStringList &templateNames();
/// Whether there is such a template for the channel ("email", "sms").
bool hasTemplate(const QString &name, const QString &channel);

/// The message of a template, without id and recipient. Only when `hasTemplate`.
Message wordingOf(const QString &name, const QString &channel, const Facts &facts);

} // namespace pl::notify
