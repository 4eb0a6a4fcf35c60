#include "models/base/version.h"

namespace pl {

QString versionText()
{
    const QString version = QStringLiteral(PL_VERSION);
    const QString commit = QStringLiteral(PL_COMMIT);
    return commit.isEmpty() ? version : QStringLiteral("%1 (%2)").arg(version, commit);
}

} // namespace pl
