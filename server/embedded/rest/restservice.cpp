#include "server/embedded/rest/restservice.h"

#include "server/embedded/rest/restrequest.h"
#include "server/embedded/rest/restrpc.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/resterror.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcRest, "pl.embedded.rest")

namespace pl::embedded {
namespace {

constexpr QByteArrayView kRestPrefix("/rest/v1");

QStringList pathSegments(const http::Request &request)
{
    const QString path = QString::fromUtf8(QByteArray::fromPercentEncoding(request.path.mid(kRestPrefix.size())));
    return path.split(u'/', Qt::SkipEmptyParts);
}

/// One schema is exposed, and a profile header may name it.
bool isProfileNamed(const http::Request &request)
{
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const QByteArray profile = request.header(reads ? "accept-profile" : "content-profile");
    if (!profile.isEmpty() && profile != "public")
        throw RestError{406,
                        QStringLiteral("PGRST106"),
                        QStringLiteral("Invalid schema: %1").arg(QString::fromUtf8(profile)),
                        {},
                        QStringLiteral("Only the following schemas are exposed: public")};
    return !profile.isEmpty();
}

const Table &findTable(const QString &name)
{
    const Table *table = Schema::instance().table(name);
    if (table == nullptr)
        throw RestError{404, QStringLiteral("PGRST205"),
                        QStringLiteral("Could not find the table 'public.%1' in the schema cache").arg(name)};
    return *table;
}

http::Response allowedMethods()
{
    return {200, {{"Allow", "OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE"}, {"Access-Control-Allow-Origin", "*"}}, {}};
}

RestRequest readRequest(const http::Request &request, const Table &table)
{
    return {request, table, RestQuery::parse(request.query), Preferences::of(request.headers)};
}

http::Response answerTable(const http::Request &request, const QString &name, const RestContext &context)
{
    using Handler = http::Response (*)(const RestRequest &, const RestContext &);
    static const QHash<QByteArray, Handler> handlers{{"GET", readRows},     {"HEAD", readRows}, {"POST", insertRows},
                                                     {"PATCH", updateRows}, {"PUT", putRow},    {"DELETE", deleteRows}};
    if (request.method == "OPTIONS")
        return findTable(name), allowedMethods();
    const Handler handler = handlers.value(request.method);
    if (handler == nullptr)
        throw RestError{405, QStringLiteral("PGRST117"),
                        QStringLiteral("Unsupported HTTP method: %1").arg(QString::fromUtf8(request.method))};
    return handler(readRequest(request, findTable(name)), context);
}

http::Response answer(const http::Request &request, const RestContext &context)
{
    const QStringList path = pathSegments(request);
    const bool named = isProfileNamed(request);
    if (path.isEmpty())
        throw RestError{404, QStringLiteral("PGRST126"), QStringLiteral("Root endpoint metadata is disabled")};
    if (path.size() == 2 && path.first() == u"rpc")
        return answerRpc(request, path.last(), context);
    if (path.size() != 1)
        throw RestError{404, QStringLiteral("PGRST125"), QStringLiteral("Invalid path specified in request URL")};
    http::Response response = answerTable(request, path.first(), context);
    if (named && !response.header("Content-Type").isEmpty())
        response.headers += std::pair<QByteArray, QByteArray>("Content-Profile", "public");
    return response;
}

RestError internalError()
{
    RestError error = RestError::postgres(QStringLiteral("XX000"), QStringLiteral("the database failed"));
    error.status = 503;
    return error;
}

http::Response answerTo(const DatabaseError &error)
{
    if (error.timedOut)
        return RestError::postgres(QStringLiteral("57014"),
                                   QStringLiteral("canceling statement due to statement timeout"))
            .toResponse();
    if (error.isTooLarge)
        return RestError::tooLarge().toResponse();
    qCWarning(lcRest).noquote() << "SQLite:" << error.text;
    return internalError().toResponse();
}

bool namesKeys(const AtPath<Condition> &condition, const Table &table)
{
    const Condition &test = condition.what;
    return condition.path.isEmpty() && test.kind == Condition::Kind::Test && !test.negated &&
           test.quantifier == Quantifier::None && (test.op == Operator::Eq || test.op == Operator::In) &&
           test.field == FieldPath{table.primaryKey};
}

} // namespace

MediaType RestRequest::negotiated() const
{
    if (preferences.strict && !preferences.unknown.isEmpty())
        throw RestError{
            400, QStringLiteral("PGRST122"), QStringLiteral("Invalid preferences given with handling=strict"),
            QStringLiteral("Invalid preferences: %1").arg(QString::fromUtf8(preferences.unknown.join(", ")))};
    return MediaType::accepted(http.header("accept"));
}

bool RestService::isWrite(const http::Request &request)
{
    if (request.path.startsWith("/rest/v1/rpc/"))
        return (request.path == kEndSessions || request.path == kTextAgain) && request.method == "POST";
    return request.method == "POST" || request.method == "PATCH" || request.method == "PUT" ||
           request.method == "DELETE";
}

bool RestService::isSearch(const http::Request &request)
{
    const QStringList path = pathSegments(request);
    const Table *table = path.size() == 1 ? Schema::instance().table(path.first()) : nullptr;
    if (table == nullptr || (request.method != "PATCH" && request.method != "DELETE"))
        return false;
    try {
        const auto conditions = RestQuery::parse(request.query).conditions;
        return std::none_of(conditions.begin(), conditions.end(),
                            [&](const auto &condition) { return namesKeys(condition, *table); });
    } catch (const RestError &) {
        return false; // it is refused before any search
    }
}

std::variant<QByteArray, http::Response> RestService::keysToWrite(const http::Request &request,
                                                                  const RestContext &context)
{
    try {
        return embedded::keysToWrite(readRequest(request, findTable(pathSegments(request).first())), context);
    } catch (const RestError &) {
        return QByteArray("[]"); // the write reports the error, in PostgREST's order of checks
    } catch (const DatabaseError &error) {
        return answerTo(error);
    }
}

http::Response RestService::handle(const http::Request &request, const RestContext &context)
{
    try {
        return answer(request, context);
    } catch (const RestError &error) {
        return error.toResponse();
    } catch (const DatabaseError &error) {
        return answerTo(error);
    }
}

} // namespace pl::embedded
