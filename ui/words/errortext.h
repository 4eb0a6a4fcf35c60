#pragma once

#include "models/base/result.h"

#include <QString>

namespace pl::ui {

/// What went wrong and what to do about it, in plain words. Never a code, never "Error".
QString errorText(const Error &error);

/// The same, after what failed: "The lead was not assigned. The server can't be reached. …".
QString failureText(const QString &whatDidNotHappen, const Error &error);

/// Everything a developer would ask for, to be copied, in English. Holds no secret and no customer's data.
QString errorDetails(const Error &error);

} // namespace pl::ui
