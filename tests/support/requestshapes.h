#pragma once

#include "models/base/result.h"
#include "models/supabase/transport.h"

#include <QSet>
#include <QStringList>

#include <optional>

namespace pl::test {

/// A request to PostgREST without its values: two requests of one shape are one statement to the database. As a line:
///
///     staff GET /rest/v1/leads?select=id&updated_at=gte.{time}&order=updated_at.asc&limit=1000
///     service PATCH /rest/v1/notifications?id=eq.{uuid}&version=eq.{n}&select=id {attempts,status}
///     service POST /rest/v1/opt_outs?select=phone_number&on_conflict=phone_number {phone_number} resolution=…
///
/// A value becomes {uuid}, {time}, {n}, {email}, {phone} or {text}. What the program itself says stays as it is, since
/// an index may depend on it: words of an enumeration, true, false, null, patterns, a setting's key (without the id in
/// it), an amount of 0, and select, order, limit, offset and on_conflict.
struct RequestShape
{
    QString who;                  ///< anon, norole, plumber, staff, admin or service, as in the transcripts
    QString method;               ///< GET, POST, …
    QString target;               ///< from "/rest/v1/" on, decoded, in the order that was sent
    QStringList columns = {};     ///< of the body, in alphabetical order
    QStringList preferences = {}; ///< of Prefer, those that change the statement: count and resolution

    /// Nothing when the target is not PostgREST's.
    static std::optional<RequestShape> of(const QByteArray &method, const QByteArray &target,
                                          const supabase::Headers &headers, const QByteArray &body);
    /// Reads a line that `text` wrote; nothing when it is none.
    static std::optional<RequestShape> fromText(const QString &line);
    QString text() const;

    /// "leads"; "rpc/name" for a function.
    QString table() const;
};

/// A shape's line without the body's columns: which of them a write names may depend on what came first, and no index
/// depends on it.
QString withoutColumns(const QString &line);

/// A set of shapes: those that were sent, or those of a file. For one thread.
class RequestShapes
{
public:
    /// Takes a request in; what is not PostgREST's is left aside.
    void note(const QByteArray &method, const QByteArray &target, const supabase::Headers &headers,
              const QByteArray &body);

    /// A shape a line; empty lines and those that begin with # say nothing. An Error when a line is no shape, stands
    /// there twice, or stands behind one that it should precede.
    static Result<RequestShapes> read(const QString &path);

    /// The lines, sorted.
    QStringList lines() const;
    /// Those that `others` lacks, sorted.
    QStringList missingIn(const RequestShapes &others) const;

private:
    QSet<QString> m_lines;
};

} // namespace pl::test
