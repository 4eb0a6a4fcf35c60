#pragma once

#include "models/domain/lead.h"

#include <QList>
#include <QString>

namespace pl::ui {

// Words about a lead of which not everything is known. Each of them stands alone.

/// What a lead is called: the name, else the phone number or e-mail address, else "No name"; "Erased customer" for one
/// whose data was erased.
QString leadName(const Lead &lead);
/// The service as it is, or "Service unknown".
QString serviceText(const QString &service);
/// "(512) 555-0143 ext. 12", or "No phone". Nothing is said to be missing of an erased customer.
QString phoneText(const Lead &lead);
/// The address as it is, or "No e-mail".
QString emailText(const Lead &lead);
/// "12 Main St, Austin, TX 78701", as far as it is known.
QString addressText(const Lead &lead);

/// The columns an office can ask for that are still empty, the service first: without it, nobody can be found. A lead
/// without any name misses its first name alone.
QStringList missingFields(const Lead &lead);
/// "Still missing: last name, e-mail"; empty when nothing is.
QString missingText(const Lead &lead);

/// "A test: charged to nobody"; empty for a customer.
QString testText(const Lead &lead);
/// "Not a real number: charged to nobody"; empty unless the number is known to be one that nobody can have.
QString unrealPhoneText(const Lead &lead);
/// Why no plumber pays for the lead: one of these; empty for a lead that is charged.
QString freeOfChargeText(const Lead &lead);

/// A name and what stands under it.
struct NamedText
{
    QString name;
    QString text;
    bool operator==(const NamedText &) const = default;
};
/// Question and answer, in the words of the source.
QList<NamedText> answersOf(const Lead &lead);
/// "Campaign source" and "google": where the lead came from. A fact that has no words of ours keeps its own name.
QList<NamedText> originOf(const Lead &lead);
/// What a source sent as a value: text as it is, "Yes" and "No", a list with commas.
QString sentText(const nlohmann::json &value);

} // namespace pl::ui
