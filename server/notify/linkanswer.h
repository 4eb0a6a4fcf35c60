#pragma once

#include "models/wording/messagevalues.h"
#include "server/notify/linktoken.h"

namespace pl::notify {

/// The journal's kind for answers given through links. The key names the lead and the assignment, so there is one
/// answer per assignment.
inline constexpr const char *kLinkKind = "link";

enum class Answer { Accept, Decline };
/// Why a plumber declines. A fixed choice, not free text, because it goes into the history, which holds no personal
/// data.
enum class DeclineReason { TooFar, NoTime, NotMyWork, Price, Other };

} // namespace pl::notify

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 2> kEnumNames<notify::Answer>{QLatin1StringView("accept"),
                                                                             QLatin1StringView("decline")};
template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<notify::DeclineReason>{
    QLatin1StringView("too_far"), QLatin1StringView("no_time"), QLatin1StringView("not_my_work"),
    QLatin1StringView("price"), QLatin1StringView("other")};

} // namespace pl

namespace pl::notify {

/// A plumber's answer to one assignment.
struct LinkAnswer
{
    QUuid leadId;
    QUuid plumberId;
    Timestamp assignedAt;
    Answer answer = Answer::Accept;
    DeclineReason reason = DeclineReason::Other; ///< of a decline
    Timestamp at;

    static Result<LinkAnswer> fromJson(const nlohmann::json &object);
    nlohmann::json toJson() const;
    /// The journal's key: one per assignment.
    QByteArray key() const;
};

/// The reason as shown in the history.
QString wordsOf(DeclineReason reason);

using wording::Facts;

/// The state of the assignment that a link is about.
struct LinkState
{
    enum class Kind {
        Open,      ///< unanswered
        Accepted,  ///< by this plumber
        Declined,  ///< by this plumber
        Withdrawn, ///< the office took the lead back or reassigned it
        Closed,    ///< done or erased
        Removed    ///< the plumber no longer works with the office
    };
    Kind kind = Kind::Withdrawn;
    Facts facts = {};
};

/// Whether the link may still show the customer's data: until the link expires, and no longer than a week after the job
/// is done.
bool mayShowContact(const LinkClaim &claim, const LinkState &state, Timestamp now);

} // namespace pl::notify
