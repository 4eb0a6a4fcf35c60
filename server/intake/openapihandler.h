#pragma once

#include "server/http/router.h"

namespace pl::intake {

/// GET /api/v1/openapi.yaml: the public description of the lead sources' API.
void addOpenApiRoute(http::Router &router);

} // namespace pl::intake
