#pragma once

#include "server/intake/hookentry.h"
#include "server/intake/leadbody.h"
#include "server/intake/refusalbound.h"
#include "server/journal/journal.h"

namespace pl::intake {

/// What a request sent, as it was sent.
HookEntry sentIn(const http::Request &request, const Source &source);

/// What the strict API or a form refuses for its content (InvalidInput), as entries for people to sort: what was
/// `sent`, with the reason, or each row of an array. Empty if the refusal is about something else.
QList<HookEntry> refusedEntries(const HookEntry &sent, const Error &refusal);
/// The same for leads that were checked one by one; of an array, only the refused rows. `taken` holds the results of
/// those that passed.
QList<HookEntry> refusedEntries(const HookEntry &sent, const CheckedBody &body,
                                const QList<Result<journal::Receipt>> &taken);

/// Gives `answer` when the entries, a Share of `bound`, are on disk, or when the journal has refused them: the sender
/// hears the same.
Later<http::Response> answerOnceKept(journal::Journal &journal, const QList<HookEntry> &entries,
                                     const std::shared_ptr<RefusalBound> &bound, http::Response answer);

} // namespace pl::intake
