#pragma once

#include "server/embedded/caller.h"
#include "server/http/message.h"

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
};

/// PostgREST's dialect: a request under /rest/v1 and its answer.
class RestService
{
public:
    static bool isWrite(const http::Request &request);
    /// Never throws: what goes wrong is an answer, too.
    static http::Response handle(const http::Request &request, const RestContext &context);
};

} // namespace pl::embedded
