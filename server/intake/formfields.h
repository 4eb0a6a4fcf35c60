#pragma once

#include "models/domain/result.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace pl::intake {

/// An HTML form's fields (application/x-www-form-urlencoded, UTF-8) as the JSON object that a program would send. Empty
/// fields are left out, as browsers send those that nobody filled in; the text of a field `consent` becomes
/// {"text": …}. InvalidInput when a field comes twice or the text is no UTF-8.
Result<nlohmann::json> parseForm(const QByteArray &body);

} // namespace pl::intake
