#pragma once

#include "models/domain/notification.h"
#include "server/notify/wording.h"

#include <variant>

namespace pl::notify {

struct SendIt
{
};
/// It is of no use any more; why, in a sentence for the office.
struct SkipIt
{
    QString reason;
};
/// Not yet.
struct DeferIt
{
    Timestamp until;
};
using Verdict = std::variant<SendIt, SkipIt, DeferIt>;

/// Whether a message is to be sent now, by what is known of its lead and plumber. Pure.
///
/// A message belongs to one assignment: the one that stood when it was written. When the office charges on acceptance,
/// the customer is told of the plumber after that: until then the plumber may decline. Text messages wait for the
/// morning. What could not be sent for a day is not sent any more; what concerns money, for a week.
Verdict verdictOn(const Notification &row, const Facts &facts, Timestamp now);

} // namespace pl::notify
