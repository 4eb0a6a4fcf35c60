#pragma once

#include "models/base/result.h"

#include <QString>

namespace pl::ui {

/// What went wrong, in words for the office: what happened and what to do about it. Never a code, never "Error".
QString errorText(const Error &error);

/// The same with what it was about in front: "The lead was not assigned: the server can't be reached. …".
QString failureText(const QString &whatDidNotHappen, const Error &error);

/// Everything a developer would ask for, to be copied; holds no secret and no customer's data.
QString errorDetails(const Error &error);

} // namespace pl::ui
