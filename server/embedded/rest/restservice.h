#pragma once

#include "server/embedded/store/caller.h"
#include "server/http/message.h"

#include <variant>

namespace pl::embedded {

class Database;

/// What a REST request runs with.
struct RestContext
{
    Database &database;
    /// A write's own connection for embedded rows: PostgreSQL shows them as they were before the statement.
    Database &before;
    Caller caller;
    qint64 now = 0; ///< microseconds since 1970
    qint64 maxRows = 1000;
    /// A PATCH or DELETE writes none but these, of those for which its filters still hold: a JSON array of keys. Null:
    /// there is no such list.
    QByteArray onlyKeys = {};
};

/// PostgREST's dialect: a request under /rest/v1 and its answer.
class RestService
{
public:
    static bool isWrite(const http::Request &request);
    /// Whether a PATCH or DELETE may have to look through the table for its rows, as its filters name no keys.
    static bool isSearch(const http::Request &request);
    /// The keys of the rows of a PATCH or DELETE, as a JSON array; or the answer, when that is known already.
    static std::variant<QByteArray, http::Response> keysToWrite(const http::Request &request,
                                                                const RestContext &context);
    /// Never throws: what goes wrong is an answer, too.
    static http::Response handle(const http::Request &request, const RestContext &context);
};

} // namespace pl::embedded
