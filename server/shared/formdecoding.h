#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>

#include <string>
#include <utility>

namespace pl::shared {

/// One field of a form, name and value in UTF-8.
using FormField = std::pair<std::string, std::string>;
using FormFields = QList<FormField>;

/// The fields of application/x-www-form-urlencoded, decoded, in their order. Their bytes may be anything: for what a
/// provider signs, and for what must be kept even if it is broken.
FormFields rawFields(const QByteArray &body);
/// The same, checked. InvalidInput when the text is not UTF-8.
Result<FormFields> urlEncodedFields(const QByteArray &body);

/// The fields of multipart/form-data, as browsers send it (RFC 7578; names as in the HTML standard). `contentType` is
/// the request's, with the boundary. InvalidInput for anything else, and for uploaded files. Takes linear time.
Result<FormFields> multipartFields(const QByteArray &body, const QByteArray &contentType);

/// The value of the first field of that name; a null array if there is none.
QByteArray fieldOf(const FormFields &fields, const char *name);

} // namespace pl::shared
