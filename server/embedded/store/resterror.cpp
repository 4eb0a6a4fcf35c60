#include "server/embedded/store/resterror.h"

#include "server/embedded/store/jsonnode.h"

namespace pl::embedded {
namespace {

int statusOf(const QString &code, const QString &message, bool anonymous)
{
    if (code == u"23503" || code == u"23505")
        return 409;
    if (code == u"42501")
        return anonymous ? 401 : 403;
    if (code == u"42883" || code == u"42P01")
        return 404;
    if (code == u"22023")
        return message.startsWith(u"role ") ? 401 : 400;
    if (code == u"21000" || code.startsWith(u"XX") || code.startsWith(u"5") || code.startsWith(u"40"))
        return 500;
    return 400;
}

QByteArray orNull(const QString &text)
{
    return text.isNull() ? QByteArray("null") : quotedJson(text.toUtf8());
}

} // namespace

http::Response RestError::toResponse() const
{
    http::Response response{status, {{"Content-Type", "application/json; charset=utf-8"}}, {}};
    response.headers += headers;
    response.body = "{\"code\":" + quotedJson(code.toUtf8()) + ",\"details\":" + orNull(details) +
                    ",\"hint\":" + orNull(hint) + ",\"message\":" + quotedJson(message.toUtf8()) + '}';
    return response;
}

RestError RestError::badQuery(const QString &what, const QString &input, qsizetype column, const QString &details)
{
    const QString message =
        QStringLiteral("\"failed to parse %1 (%2)\" (line 1, column %3)").arg(what, input, QString::number(column));
    return {400, QStringLiteral("PGRST100"), message, details};
}

RestError RestError::postgres(const QString &code, const QString &message, const QString &details, bool anonymous)
{
    RestError error{statusOf(code, message, anonymous), code, message, details};
    if (error.status == 401)
        error.headers = {{"WWW-Authenticate", "Bearer"}};
    if (code == u"42883")
        error.hint = QStringLiteral(
            "No operator matches the given name and argument types. You might need to add explicit type casts.");
    return error;
}

RestError RestError::tooLarge()
{
    RestError error = postgres(QStringLiteral("54000"), QStringLiteral("the request is about too much at once"));
    error.status = 413;
    error.hint = QStringLiteral("Ask for fewer rows, columns or embedded rows at a time.");
    return error;
}

RestError RestError::unknownColumn(const QString &relation, const QString &column)
{
    return postgres(QStringLiteral("42703"), QStringLiteral("column %1.%2 does not exist").arg(relation, column));
}

RestError RestError::notSatisfiable(const QString &details)
{
    return {416, QStringLiteral("PGRST103"), QStringLiteral("Requested range not satisfiable"), details};
}

RestError RestError::badToken(const QString &code, const QString &message, const QString &details)
{
    RestError error{401, code, message, details};
    error.headers = {
        {"WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=" + quotedJson(message.toUtf8())}};
    return error;
}

} // namespace pl::embedded
