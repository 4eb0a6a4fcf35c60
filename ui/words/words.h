#pragma once

#include "models/base/timestamp.h"
#include "models/domain/leadevent.h"
#include "models/domain/rankingdecision.h"

#include <QString>

#include <functional>

namespace pl::ui {

// The office's own words, in one place.

/// "45 s", "18 min", "1 h 04", "1 d 20 h", "12 d": a length of time at a glance.
QString spanText(qint64 seconds);
/// "18 min left", "12 min over"
QString deadlineText(Timestamp deadline, Timestamp now);
/// "18 minutes left to assign", "12 minutes too late: assign it now"
QString deadlineSentence(Timestamp deadline, Timestamp now);
/// "just now", "4 s ago", "2 h 05 ago"
QString agoText(Timestamp at, Timestamp now);
/// "12:42" today, "Mon 12:42" this week, "3 Nov 12:42" before, with the year when it is another one. Local time.
QString momentText(Timestamp at, Timestamp now);

/// "Ada" of "ada.moreno@office.test"; "you" for the signed-in person; the address itself when it is no address.
QString actorName(const QString &actor, const QString &ownEmail);
/// One line of a lead's history: "Ada assigned this to Ann Lee".
QString eventSentence(const LeadEvent &event, const QString &plumberName, const QString &ownEmail);

/// "Same ZIP", "4.2 miles", "about 41 miles", "Distance unknown"
QString distanceText(const Candidate &candidate);
/// "4.2 miles · 1 of 4 today · took 9 of 10, within 6 min": why a plumber could take the lead.
QString candidateReasons(const Candidate &candidate);
/// "41 miles away, radius 25", "Cap of 3 reached", "Doesn't offer Drain Cleaning"; empty when it can be proposed.
QString exclusionText(const Candidate &candidate, const QString &service);
/// Why it was this plumber, in lines: what speaks for it, who came behind it, who was left out, by which weights.
QString decisionText(const RankingDecision &decision, const QString &service,
                     const std::function<QString(const QUuid &)> &nameOf);

/// "$60.00" for 6000 and "usd".
QString moneyText(qint64 cents, const QString &currency);
/// "214,802"
QString numberText(qint64 number);
/// "1 lead", "214,802 leads"
QString countText(qint64 count, const QString &one, const QString &many);

QString closedReasonText(ClosedReason reason);
/// "Nobody can take it": why a new lead needs somebody of the office.
QString attentionText(Attention attention);
QString urgencyText(Urgency urgency);
QString statusText(LeadStatus status);

} // namespace pl::ui
