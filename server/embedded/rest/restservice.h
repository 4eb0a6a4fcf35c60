#pragma once

#include "server/embedded/store/caller.h"
#include "server/http/message.h"

#include <variant>

namespace pl::embedded {

class Database;

/// The context of a REST request.
struct RestContext
{
    Database &database;
    /// A write's second connection, for embedded rows: PostgreSQL shows them as they were before the statement.
    Database &before;
    Caller caller;
    qint64 now = 0; ///< microseconds since 1970
    qint64 maxRows = 1000;
    /// Limits a PATCH or DELETE to these rows, if its filters still match them: a JSON array of keys. Null: no limit.
    QByteArray onlyKeys = {};
};

/// PostgREST's dialect: a request under /rest/v1 and its answer.
class RestService
{
public:
    static bool isWrite(const http::Request &request);
    /// Whether a PATCH or DELETE may have to scan the table, because its filters name no keys.
    static bool isSearch(const http::Request &request);
    /// The keys of the rows of a PATCH or DELETE, as a JSON array; or the answer, if that is already known.
    static std::variant<QByteArray, http::Response> keysToWrite(const http::Request &request,
                                                                const RestContext &context);
    /// Never throws; errors become answers.
    static http::Response handle(const http::Request &request, const RestContext &context);
};

} // namespace pl::embedded
