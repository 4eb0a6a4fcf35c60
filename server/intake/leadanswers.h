#pragma once

#include "server/http/message.h"
#include "server/intake/leadbody.h"
#include "server/journal/journalstore.h"

namespace pl::intake {

/// The answer to one lead: 201 with Location, 200 for a repeat, or its problem.
http::Response answerToLead(const Result<journal::Receipt> &receipt, const QByteArray &path);

/// The answer to an array, one result a row, in the rows' order. `receipts` are those of the leads that passed the
/// checks.
http::Response answerToArray(const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts,
                             const QByteArray &path);

/// The answer to either.
http::Response answerTo(const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts,
                        const QByteArray &path);

/// What a source may know of its own lead: a row of `leads` with the columns
/// `id,status,created_at,closed_reason,duplicate_of`.
http::Response answerAboutLead(const nlohmann::json &row);
/// The same while the lead has not reached the store.
http::Response answerAboutEntry(const journal::Entry &entry);

/// A finished answer in JSON.
http::Response jsonAnswer(int status, const nlohmann::json &body);

} // namespace pl::intake
