#pragma once

#include "server/shared/formdecoding.h"

#include <QString>

#include <nlohmann/json.hpp>

namespace pl::intake {

/// What an HTML form sent: the lead's fields as the JSON object that a program would send, and those that are meant for
/// us. Fields that nobody filled in are left out.
struct Form
{
    nlohmann::json lead = nlohmann::json::object(); ///< `consent` as {"text": …}
    QString redirect;                               ///< `_redirect`: where the browser shall go afterwards
    bool isTrapped = false;                         ///< `_gotcha`, which people don't see, is filled in
};

/// InvalidInput when a field comes twice.
Result<Form> formOf(const shared::FormFields &fields);

} // namespace pl::intake
