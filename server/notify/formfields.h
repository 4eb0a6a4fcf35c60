#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace pl::notify {

/// The fields of an application/x-www-form-urlencoded body, decoded, in their order.
using FormFields = QList<std::pair<QByteArray, QByteArray>>;
FormFields parseForm(const QByteArray &body);
/// The first field of that name; a null array when there is none.
QByteArray fieldOf(const FormFields &fields, const char *name);

} // namespace pl::notify
