#include "server/intake/submittedform.h"

namespace pl::intake {

Result<Form> formOf(const shared::FormFields &fields)
{
    Form form;
    for (const auto &[name, value] : fields) {
        if (value.empty())
            continue;
        if (name == "_redirect") {
            form.redirect = QString::fromStdString(value);
        } else if (name == "_gotcha") {
            form.isTrapped = true;
        } else if (form.lead.contains(name)) {
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form contains a field twice.")};
        } else if (name == "consent") {
            form.lead[name] = {{"text", value}};
        } else {
            form.lead[name] = value;
        }
    }
    return form;
}

} // namespace pl::intake
