#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace pl::shared {

/// The secret that the file holds; a new random one is put there first when there is none. Only the file's owner can
/// read it. When several processes start at once they all get the same.
Result<QByteArray> readOrCreateSecret(const QString &file);

} // namespace pl::shared
