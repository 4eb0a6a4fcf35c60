#pragma once

#include "models/base/result.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace pl {

/// The variables that are secrets, so that a service manager may hand them over as files instead.
QStringList secretVariables();

/// The environment with those secrets that are files in the folder CREDENTIALS_DIRECTORY, as systemd's LoadCredential=
/// puts them there: each file is named like its variable and holds its value; one line break at its end doesn't count.
/// A missing or empty file counts as missing.
///
/// InvalidInput, with a sentence that names the credential and never quotes it, if a file can't be read, is no text or
/// too large, or if the variable has another value: nobody could tell which of the two is in use.
Result<QProcessEnvironment> withCredentials(const QProcessEnvironment &environment);

} // namespace pl
