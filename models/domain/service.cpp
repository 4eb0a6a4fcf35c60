#include "models/domain/service.h"

namespace pl {

Result<Service> Service::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    Service service;
    service.name = r.string("name");
    service.category = r.string("category");
    service.priceCents = r.integer("price_cents");
    service.active = r.booleanOr("active", true);
    service.version = r.integer("version");
    return r.finish(service);
}

QByteArray Service::columns()
{
    return "name,category,price_cents,active,version";
}

} // namespace pl
