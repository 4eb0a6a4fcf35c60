#pragma once

#include "models/domain/leadevent.h"
#include "models/domain/rankingdecision.h"
#include "ui/words/moments.h"

#include <QString>

#include <functional>

namespace pl::ui {

// The office's own words, in one place.

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
