#pragma once

#include "server/http/router.h"

namespace pl::intake {

/// GET /api/v1/openapi.yaml: the lead sources' API describes itself, to anyone.
void addOpenApiRoute(http::Router &router);

} // namespace pl::intake
