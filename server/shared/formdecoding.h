#pragma once

#include <QByteArray>
#include <QList>

#include <string>
#include <utility>

namespace pl::shared {

/// One field of a form, name and value.
using FormField = std::pair<std::string, std::string>;
using FormFields = QList<FormField>;

/// The fields of application/x-www-form-urlencoded, decoded, in their order. Their bytes may be anything: for what a
/// provider signs, and for what must be kept even if it is broken.
FormFields rawFields(const QByteArray &body);

/// The value of the first field of that name; a null array if there is none.
QByteArray fieldOf(const FormFields &fields, const char *name);

} // namespace pl::shared
