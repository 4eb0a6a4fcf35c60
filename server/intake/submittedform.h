#pragma once

#include "server/shared/formdecoding.h"

#include <QString>

#include <nlohmann/json.hpp>

namespace pl::intake {

/// The content of an HTML form: the lead's fields as the JSON object that a program would send, and the form's control
/// fields. Empty fields are omitted.
struct Form
{
    nlohmann::json lead = nlohmann::json::object(); ///< `consent` as {"text": …}
    QString redirect;                               ///< `_redirect`: where the browser should go next
    bool isTrapped = false; ///< the honeypot field `_gotcha`, which people don't see, is filled in
};

/// InvalidInput if a field is repeated.
Result<Form> formOf(const shared::FormFields &fields);

} // namespace pl::intake
