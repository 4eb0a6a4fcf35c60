#pragma once

#include "models/base/jsonreader.h"

namespace pl {

/// One line of a lead's history with what seals it: a row of `lead_events`. Each line carries the hash of the line
/// before, so a line that was altered, added or taken out in between shows. The databases seal a line when it is
/// written; both use the definitions below.
///
/// What a chain can't show: that its last lines are missing, or that somebody with the database's password wrote all of
/// it anew. The hash of the last line shows both, where it was handed out before.
struct HistoryLine
{
    QUuid leadId;
    int sequence = 0; ///< 1, 2, 3, … within the lead; 0: not sealed
    QString previousHash;
    QString hash;
    QString textHash;              ///< of detail and note as they were written; empty without either
    std::optional<QUuid> textSalt; ///< gone with detail and note
    Timestamp at;
    QString kind;
    QString actor;
    std::optional<QUuid> plumberId;
    std::optional<QString> note;
    std::optional<QString> detail; ///< the database's own text of the JSON, which no parser has changed

    bool operator==(const HistoryLine &) const = default;
    /// Its words were erased; that there were some stays.
    bool isErased() const { return !textHash.isEmpty() && !note && !detail; }
    static Result<HistoryLine> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, for `select=`.
    static QByteArray columns();
};

/// What the first line of a lead has for the hash of the line before: the SHA-256 of the lead's id, a text with hyphens
/// and small letters. All hashes are hexadecimal, in small letters.
QString historyStart(const QUuid &leadId);
/// The SHA-256 of the salt, the detail and the note, a line each. What is missing is an empty line.
QString historyTextHash(const HistoryLine &line);
/// The SHA-256 of these lines, without an end of the last: the hash before, the lead's id, the sequence, the time in
/// microseconds since 1970, the kind, the plumber's id, the text's hash, "history1", the actor. What is missing is an
/// empty line.
QString historyHash(const HistoryLine &line);

} // namespace pl
