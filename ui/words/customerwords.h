#pragma once

#include "models/domain/activityevent.h"
#include "models/domain/donotcontact.h"
#include "models/domain/historycheck.h"
#include "models/domain/lead.h"
#include "ui/style/chip.h"

#include <QString>

namespace pl::ui {

// What the office says about a customer's file: what the person said no to, the history's chain, and who looked.

/// "No calls", "Do not sell"
QString refusalText(ContactChannel channel);
/// "calls", "text messages": what is not wanted, for the middle of a sentence.
QString channelPhrase(ContactChannel channel);
/// "answered a text message", "said so on the phone"
QString wayText(RefusalWay way);
/// What it means that a person doesn't want this, as a sentence for whoever enters it.
QString refusalEffect(ContactChannel channel);
/// "No calls since Nov 3, 2026: said so on the phone. Ada entered it."
QString refusalSentence(const ContactRefusal &refusal, const QString &ownEmail);
/// "No calls, no e-mails"; empty when the person said no to nothing.
QString doNotContactText(const DoNotContact &what);

/// Why nobody can get this lead, to whoever wants to assign it.
QString notForSaleText(const Lead &lead);

/// What is wrong with a line of the history: "Line 4 was altered".
QString faultText(HistoryFault fault, int sequence);

/// What somebody did with a customer's file, as the list of activity says it: "Ada made a proof pack (PDF)".
QString customerActivitySentence(const ActivityEvent &event, const QString &who);

} // namespace pl::ui
