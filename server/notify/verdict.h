#pragma once

#include "models/domain/notification.h"
#include "models/wording/messagevalues.h"

#include <variant>

namespace pl::notify {

using wording::Facts;

struct SendIt
{
};
/// It is obsolete; `reason` is a sentence for the office.
struct SkipIt
{
    QString reason;
};
/// Try again later.
struct DeferIt
{
    Timestamp until;
};
using Verdict = std::variant<SendIt, SkipIt, DeferIt>;

/// Whether to send a message now, given its lead and plumber. A pure function.
///
/// A message belongs to the assignment in force when it was created. If the office charges on acceptance, the customer
/// hears about the plumber only after that, because the plumber may still decline. Text messages wait for the morning.
/// A customer whose e-mail address is unknown or has been removed hears nothing.
/// A message that could not be sent for a day is dropped; one about money, after a week.
Verdict verdictOn(const Notification &row, const Facts &facts, Timestamp now);

} // namespace pl::notify
