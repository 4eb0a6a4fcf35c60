#pragma once

#include "models/domain/leadstatus.h"
#include "models/domain/plumber.h"

namespace pl::importing {

/// What a word of another program says about how far a lead is.
struct StatusMeant
{
    LeadStatus status = LeadStatus::New;
    std::optional<ClosedReason> reason; ///< of a completed one
    bool operator==(const StatusMeant &) const = default;
};

/// "Open", "Working - Contacted", "Closed Won", "Unqualified" …; nothing for a word that isn't known.
std::optional<StatusMeant> leadStatusMeant(const QString &text);
std::optional<PlumberStatus> plumberStatusMeant(const QString &text);
/// "E-mail", "text", "both" …
std::optional<NotifyBy> notifyByMeant(const QString &text);
/// "25", "25 miles", "25.0", "7 per week"; nothing for anything else.
std::optional<int> wholeNumberMeant(const QString &text);

/// "78701; 78702 78704-1234" as a list of codes, each as it stands; a spreadsheet that took a code for a number has
/// lost its leading zeros ("2134").
QStringList zipListMeant(const QString &text);

} // namespace pl::importing
