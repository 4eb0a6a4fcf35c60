#pragma once

#include "server/embedded/rest/mediatype.h"
#include "server/embedded/rest/preferences.h"
#include "server/embedded/rest/readplan.h"
#include "server/embedded/rest/restservice.h"
#include "server/embedded/store/jsonnode.h"
#include "server/embedded/store/sql.h"

namespace pl::embedded {

/// A request that has been read: table found, query parsed.
struct RestRequest
{
    const http::Request &http;
    const Table &table;
    RestQuery query;
    Preferences preferences;

    /// Throws RestError (PGRST107, PGRST122): what is tried once a request has been planned.
    MediaType negotiated() const;
};

/// GET and HEAD.
http::Response readRows(const RestRequest &request, const RestContext &context);
/// POST, PATCH, PUT and DELETE.
http::Response insertRows(const RestRequest &request, const RestContext &context);
http::Response updateRows(const RestRequest &request, const RestContext &context);
http::Response putRow(const RestRequest &request, const RestContext &context);
http::Response deleteRows(const RestRequest &request, const RestContext &context);

/// The keys of the rows that a PATCH or DELETE affects, as a JSON array.
QByteArray keysToWrite(const RestRequest &request, const RestContext &context);

class AnswerWriter;
/// Gives `writer` the rows of readSql().
void fetchRows(Database &database, const Sql &sql, AnswerWriter &writer);
/// "0-24/3573", with stars for missing parts.
QByteArray contentRange(qint64 first, qint64 last, std::optional<qint64> total);

} // namespace pl::embedded
