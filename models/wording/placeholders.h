#pragma once

#include "models/wording/messagetemplate.h"

namespace pl::wording {

/// The names that a template may use as {{name}}, in the order in which people are offered them. A lead's message names
/// no customer here but through the values that are empty until the plumber may see them.
QStringList placeholdersOf(const QString &templateName);
/// The names that are only of use as a condition, {{#name}}…{{/name}}: "contact", "callable", "test".
QStringList conditionsOf(const QString &templateName);
/// Whether the message is of no use without its link.
bool needsLink(const QString &templateName);

} // namespace pl::wording
