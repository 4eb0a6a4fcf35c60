#pragma once

#include "server/http/message.h"

#include <QString>

namespace pl::embedded {

/// An error answer of the REST service: PostgreSQL's or PostgREST's own code, message and HTTP status.
///
/// Thrown only inside this room: parsing, planning and writing can fail at any depth with a complete answer, and
/// RestService catches it in one place. It never leaves EmbeddedSupabase.
struct RestError
{
    int status = 400;
    QString code;
    QString message;
    QString details = {}; ///< null becomes JSON's null
    QString hint = {};
    http::Headers headers = {};

    http::Response toResponse() const;

    /// A query parameter that doesn't parse. `what` is "filter", "order", …; `column` counts from 1.
    static RestError badQuery(const QString &what, const QString &input, qsizetype column, const QString &details);
    /// An error as PostgreSQL raises it; the status follows from the code. `anonymous`: nobody is signed in, so a
    /// missing privilege is a 401 instead of a 403.
    static RestError postgres(const QString &code, const QString &message, const QString &details = {},
                              bool anonymous = false);
    /// An answer, or the rows of a write, exceed the memory limit for one request.
    static RestError tooLarge();
    static RestError unknownColumn(const QString &relation, const QString &column);
    static RestError notSatisfiable(const QString &details);
    static RestError badToken(const QString &code, const QString &message, const QString &details = {});
};

} // namespace pl::embedded
