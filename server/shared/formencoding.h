#pragma once

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace pl::shared {

/// Parameters as Stripe takes them, application/x-www-form-urlencoded with the nesting in the names:
/// {"metadata":{"a":"b"},"expand":["x"],"confirm":true} → metadata[a]=b, expand[0]=x, confirm=true. Null is left out.
QByteArray formEncoded(const nlohmann::json &parameters);

} // namespace pl::shared
