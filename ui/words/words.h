#pragma once

#include "models/domain/leadevent.h"
#include "models/domain/rankingdecision.h"
#include "ui/words/moments.h"

#include <QString>

#include <functional>

namespace pl::ui {

// Words about leads and plumbers that several views use.

/// "Ada" for "ada.moreno@office.test", "You" for the signed-in person, "The server" for the server; anything else that
/// is no e-mail address as it is.
QString actorName(const QString &actor, const QString &ownEmail);
/// "ZIP code" for the column zip_code of a lead; other columns with blanks for underscores.
QString fieldText(const QString &column);
/// One line of a lead's history: "Ada assigned this to Ann Lee".
QString eventSentence(const LeadEvent &event, const QString &plumberName, const QString &ownEmail);

// A …Phrase is for the middle of a sentence, a …Text stands alone.

/// "same ZIP code", "4.2 miles", "about 41 miles", "distance unknown"
QString distancePhrase(const Candidate &candidate);
/// "Same ZIP code", "4.2 miles", "About 41 miles", "Distance unknown"
QString distanceText(const Candidate &candidate);
/// "4.2 miles · 1 of 4 today · accepted 9 of 10, in 6 min on average": what speaks for a plumber who can take the lead.
QString candidateReasons(const Candidate &candidate);
/// "41 miles away, radius 25", "daily cap of 3 reached", "doesn't offer Drain Cleaning"; empty when the plumber can
/// take it.
QString exclusionPhrase(const Candidate &candidate, const QString &service);
/// The same with a capital letter in front.
QString exclusionText(const Candidate &candidate, const QString &service);
/// Why this plumber was chosen, in lines: the reasons, the next best, who was left out, and the weights.
QString decisionText(const RankingDecision &decision, const QString &service,
                     const std::function<QString(const QUuid &)> &nameOf);

/// "$60.00" for 6000 and "usd".
QString moneyText(qint64 cents, const QString &currency);
/// "214,802", with the locale's separators; the C locale counts as American English.
QString numberText(qint64 number);
/// "1 lead", "214,802 leads"
QString leadsText(qint64 count);
/// "1 lead found": how many a search has found.
QString foundText(qint64 count);
/// "1 plumber", "20,000 plumbers"
QString plumbersText(qint64 count);

QString closedReasonText(ClosedReason reason);
/// "done", "lost"
QString closedReasonPhrase(ClosedReason reason);
/// "Nobody can take it": why a new lead needs somebody in the office.
QString attentionText(Attention attention);
QString urgencyText(Urgency urgency);
QString statusText(LeadStatus status);

} // namespace pl::ui
