#include "server/main/firstservices.h"

#include "models/base/jsontext.h"
#include "server/main/demo/democatalog.h"

namespace pl {

namespace {

using nlohmann::json;

http::Response ask(embedded::EmbeddedSupabase &store, const QByteArray &method, const QByteArray &query,
                   const QByteArray &body = {})
{
    const QByteArray key = store.keys().serviceKey;
    http::Request request{method, "/rest/v1/services", query};
    request.headers = {{"apikey", key}, {"Authorization", "Bearer " + key}, {"Content-Type", "application/json"}};
    if (method == "POST")
        request.headers.emplaceBack("Prefer", "resolution=ignore-duplicates");
    request.body = body;
    request.peer = QHostAddress(QHostAddress::LocalHost);
    return store.handle(request).result();
}

Error failed(const http::Response &answer)
{
    return {ErrorCode::Unavailable,
            QStringLiteral("Can't store the first services (the database answered %1).").arg(answer.status)};
}

} // namespace

Result<> addFirstServices(embedded::EmbeddedSupabase &store)
{
    const auto first = ask(store, "GET", "select=name&limit=1");
    if (first.status != 200)
        return failed(first);
    if (first.body != "[]")
        return {};
    auto rows = json::array();
    for (const demo::CatalogService &service : demo::services())
        rows.push_back({{"name", service.name}, {"category", service.category}, {"price_cents", service.priceCents}});
    const auto stored = ask(store, "POST", "on_conflict=name", dumpJson(rows));
    return stored.status == 201 || stored.status == 200 ? Result<>() : failed(stored);
}

} // namespace pl
