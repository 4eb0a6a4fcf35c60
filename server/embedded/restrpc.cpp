#include "server/embedded/restrpc.h"

#include "server/embedded/jsonnode.h"
#include "server/embedded/resterror.h"

#include <QStringList>

namespace pl::embedded {
namespace {

QStringList argumentNames(const http::Request &request)
{
    QStringList names;
    if (request.method == "POST") {
        if (const auto body = JsonNode::parse(request.body); body && body->isObject())
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

} // namespace

http::Response answerRpc(const http::Request &request, const QString &function, const RestContext &)
{
    if (request.method != "POST" && request.method != "GET" && request.method != "HEAD")
        throw RestError{405, QStringLiteral("PGRST101"),
                        QStringLiteral("Cannot use the %1 method on RPC").arg(QString::fromUtf8(request.method))};
    const QStringList names = argumentNames(request);
    const QString arguments =
        names.isEmpty() ? QStringLiteral(" without parameters") : u'(' + names.join(QStringLiteral(", ")) + u')';
    throw RestError{
        404, QStringLiteral("PGRST202"),
        QStringLiteral("Could not find the function public.%1%2 in the schema cache").arg(function, arguments)};
}

} // namespace pl::embedded
