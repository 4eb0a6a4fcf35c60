#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace pl::shared {

/// Returns the secret in the file, creating a random one if there is none. Only the file's owner can read it. Processes
/// starting at the same time all get the same secret.
Result<QByteArray> readOrCreateSecret(const QString &file);

} // namespace pl::shared
