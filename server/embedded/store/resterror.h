#pragma once

#include "server/http/message.h"

#include <QString>

namespace pl::embedded {

/// An answer of the REST side that is no success: PostgreSQL's or PostgREST's own code, message and HTTP status.
///
/// It is thrown, and only inside this room: parsing, planning and writing fail at any depth with a whole answer, and
/// RestService catches it in one place. Nothing of it leaves EmbeddedSupabase.
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
    /// An error that PostgreSQL would raise: the status follows from the code. `anonymous`: nobody is signed in, which
    /// makes a missing privilege 401 instead of 403.
    static RestError postgres(const QString &code, const QString &message, const QString &details = {},
                              bool anonymous = false);
    /// An answer, or the rows of a write, are more than is held in memory for one request.
    static RestError tooLarge();
    static RestError unknownColumn(const QString &relation, const QString &column);
    static RestError notSatisfiable(const QString &details);
    static RestError badToken(const QString &code, const QString &message, const QString &details = {});
};

} // namespace pl::embedded
