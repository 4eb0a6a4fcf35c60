#pragma once

#include <QString>

namespace pl {

/// What `--version` and About say of this program: its version, which is the project's in CMakeLists.txt, and the
/// commit it was built from where the build was told (PL_COMMIT): "1.2.3", "1.2.3 (1a2b3c4d)".
QString versionText();

} // namespace pl
