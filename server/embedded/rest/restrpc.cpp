#include "server/embedded/rest/restrpc.h"

#include "server/embedded/rest/mediatype.h"
#include "server/embedded/rest/newsfunction.h"
#include "server/embedded/rest/refusalfunctions.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/jsonnode.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/resterror.h"

#include <QStringList>

namespace pl::embedded {
namespace {

QStringList argumentNames(const http::Request &request)
{
    QStringList names;
    if (request.method == "POST") {
        const auto body = JsonNode::parse(request.body.isEmpty() ? QByteArray("{}") : request.body);
        if (!body)
            throw RestError{400, QStringLiteral("PGRST102"), QStringLiteral("Empty or invalid json")};
        for (const QByteArray &key : body->keys)
            names += QString::fromUtf8(key);
    } else {
        for (const QByteArray &part : request.query.split('&'))
            if (part.contains('='))
                names += QString::fromUtf8(QByteArray::fromPercentEncoding(part.left(part.indexOf('='))));
    }
    names.sort();
    return names;
}

bool isEndSessions(const QString &function, const QStringList &arguments)
{
    return function == u"end_sessions" && arguments == QStringList{QStringLiteral("person")};
}

bool isDoNotContact(const QString &function, const QStringList &arguments)
{
    return function == u"do_not_contact" && arguments == QStringList{QStringLiteral("email"), QStringLiteral("phone")};
}

bool isTextAgain(const QString &function, const QStringList &arguments)
{
    return function == u"text_again" && arguments == QStringList{QStringLiteral("phone")};
}

bool isOfficeNews(const QString &function, const QStringList &arguments)
{
    return function == u"office_news" && arguments.isEmpty();
}

/// The reference schema's other functions serve its policies and triggers; callers without the right to execute them
/// get that error.
bool isRefused(const QString &function, const QStringList &arguments, const Caller &caller)
{
    if (function == u"lead_price_cents" &&
        arguments == QStringList{QStringLiteral("service"), QStringLiteral("urgency")})
        return !caller.bypassesPolicies();
    if (isEndSessions(function, arguments) || isTextAgain(function, arguments))
        return !caller.bypassesPolicies();
    if (isDoNotContact(function, arguments))
        return !caller.bypassesPolicies() && !caller.isOffice();
    const bool isAboutTheCaller = function == u"app_role" || function == u"is_admin" || function == u"is_office" ||
                                  function == u"own_plumber_id" || function == u"office_news";
    return isAboutTheCaller && arguments.isEmpty() && caller.isAnonymous();
}

http::Response answerNews(const http::Request &request, const RestContext &context)
{
    const MediaType type = MediaType::accepted(request.header("accept"));
    if (type.form == MediaType::Form::Csv)
        throw RestError{406, QStringLiteral("PGRST107"),
                        QStringLiteral("None of these media types are available: text/csv")};
    const JsonNode news = officeNews(context);
    return {200,
            {{"Content-Range", "0-0/*"}, {"Content-Type", type.contentType()}},
            type.withoutNulls ? toCompactJson(withoutNulls(news)) : toJsonbText(news)};
}

/// A read connection can't write, so a GET is refused as in PostgREST, where it runs read-only.
http::Response endSessions(const http::Request &request, const RestContext &context)
{
    if (request.method != "POST")
        throw RestError::postgres(QStringLiteral("25006"),
                                  QStringLiteral("cannot execute DELETE in a read-only transaction"));
    const JsonNode body = JsonNode::parse(request.body).value_or(JsonNode());
    const QVariant person = valueFromJson({QStringLiteral("person"), PgType::Uuid, 0, true}, body.items.front());
    Transaction transaction(context.database, Transaction::Kind::Write);
    const int ended =
        context.database.run(Sql::lit("delete from _auth_sessions where user_id = ") + Sql::value(person)).affected();
    transaction.commit();
    return {200,
            {{"Content-Range", "0-0/*"}, {"Content-Type", "application/json; charset=utf-8"}},
            QByteArray::number(ended)};
}

} // namespace

http::Response answerRpc(const http::Request &request, const QString &function, const RestContext &context)
{
    if (request.method != "POST" && request.method != "GET" && request.method != "HEAD")
        throw RestError{405, QStringLiteral("PGRST101"),
                        QStringLiteral("Cannot use the %1 method on RPC").arg(QString::fromUtf8(request.method))};
    const QStringList names = argumentNames(request);
    if (isRefused(function, names, context.caller))
        throw RestError::postgres(QStringLiteral("42501"),
                                  QStringLiteral("permission denied for function %1").arg(function), {},
                                  context.caller.isAnonymous());
    if (isOfficeNews(function, names))
        return answerNews(request, context);
    if (isEndSessions(function, names))
        return endSessions(request, context);
    if (isDoNotContact(function, names))
        return answerDoNotContact(request, context);
    if (isTextAgain(function, names))
        return answerTextAgain(request, context);
    const QString arguments =
        names.isEmpty() ? QStringLiteral(" without parameters") : u'(' + names.join(QStringLiteral(", ")) + u')';
    throw RestError{
        404, QStringLiteral("PGRST202"),
        QStringLiteral("Could not find the function public.%1%2 in the schema cache").arg(function, arguments)};
}

} // namespace pl::embedded
