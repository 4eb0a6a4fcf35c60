#pragma once

#include "server/http/message.h"
#include "server/intake/leadbody.h"
#include "server/journal/journalstore.h"

#include <nlohmann/json.hpp>

namespace pl::intake {

/// The answer to one lead: 201 with Location, 200 for a repeat, or its problem.
http::Response answerToLead(const Result<journal::Receipt> &receipt, const QByteArray &path);

/// The answer to an array, one result per row, in order. `receipts` are those of the leads that passed validation.
http::Response answerToArray(const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts,
                             const QByteArray &path);

/// The answer to either.
http::Response answerTo(const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts,
                        const QByteArray &path);

/// What a source may see of its own lead, from a row of `leads` with the columns
/// `id,status,created_at,closed_reason,duplicate_of`.
http::Response answerAboutLead(const nlohmann::json &row);
/// The same for a lead that has not reached the store yet.
http::Response answerAboutEntry(const journal::Entry &entry);

/// A finished answer in JSON.
http::Response jsonAnswer(int status, const nlohmann::json &body);

} // namespace pl::intake
