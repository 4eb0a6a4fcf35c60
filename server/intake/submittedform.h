#pragma once

#include "models/base/result.h"
#include "models/mapping/bodyreader.h"

#include <QString>

#include <nlohmann/json.hpp>

namespace pl::intake {

/// The content of a form on a web page: the lead's fields as the JSON object that a program would send, and the form's
/// control fields.
///
/// What a visitor filled in under a field's own name is passed on as it is, so that he hears what is wrong with it. The
/// rest is read as the mapping of any source reads it ("your-name", "tel"), and can't refuse the form: what isn't
/// understood is an answer.
struct Form
{
    nlohmann::json lead = nlohmann::json::object(); ///< unknown required fields are null, `consent` is an object
    nlohmann::json answers;                         ///< for the column of that name; null when there are none
    nlohmann::json origin;                          ///< likewise
    QString redirect;                               ///< `_redirect`: where the browser should go next
    bool isTrapped = false; ///< the honeypot field `_gotcha`, which people don't see, is filled in
};

Form formOf(const mapping::ReadBody &body);

/// The same of a form that a program sends, as strict as its JSON: every field is the lead's own, once, as UTF-8.
/// InvalidInput otherwise; unknown fields are for the lead's own checks. Empty fields are omitted.
Result<Form> strictFormOf(const mapping::ReadBody &body);

} // namespace pl::intake
