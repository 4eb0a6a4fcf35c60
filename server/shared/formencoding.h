#pragma once

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace pl::shared {

/// Parameters in Stripe's format, application/x-www-form-urlencoded with nesting in the names:
/// {"metadata":{"a":"b"},"expand":["x"],"confirm":true} → metadata[a]=b, expand[0]=x, confirm=true. Nulls are omitted.
QByteArray formEncoded(const nlohmann::json &parameters);

} // namespace pl::shared
