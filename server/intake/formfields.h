#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QList>

#include <nlohmann/json.hpp>

#include <string>

namespace pl::intake {

/// One field of an HTML form, both in UTF-8.
using FormField = std::pair<std::string, std::string>;

/// What an HTML form sent: the lead's fields as the JSON object that a program would send, and those that are meant for
/// us. Fields that nobody filled in are left out.
struct Form
{
    nlohmann::json lead = nlohmann::json::object(); ///< `consent` as {"text": …}
    QString redirect;                               ///< `_redirect`: where the browser shall go afterwards
    bool isTrapped = false;                         ///< `_gotcha`, which people don't see, is filled in
};

/// InvalidInput when a field comes twice.
Result<Form> formOf(const QList<FormField> &fields);

/// The fields of application/x-www-form-urlencoded. InvalidInput when the text is no UTF-8.
Result<QList<FormField>> urlEncodedFields(const QByteArray &body);

/// The fields of multipart/form-data, as browsers write it (RFC 7578, and the HTML standard for names). `contentType`
/// is the request's, with the boundary. InvalidInput for anything else, and for a file. Takes linear time.
Result<QList<FormField>> multipartFields(const QByteArray &body, const QByteArray &contentType);

} // namespace pl::intake
