#include "server/intake/openapihandler.h"

#include <QFile>

// Outside any namespace, as Q_INIT_RESOURCE requires: a static library's resources must be initialized explicitly.
static void initOpenApiResource()
{
    Q_INIT_RESOURCE(openapi);
}

namespace pl::intake {

void addOpenApiRoute(http::Router &router)
{
    initOpenApiResource();
    QFile file(QStringLiteral(":/intake/openapi.yaml"));
    const QByteArray description = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    router.add("GET", "/api/v1/openapi.yaml", [description](const http::Request &, const http::PathParameters &) {
        return http::answered({200, {{"Content-Type", "application/yaml"}}, description});
    });
}

} // namespace pl::intake
