#pragma once

#include <QString>

namespace pl {

/// What `--version` and About say of this program: its version, which is the project's in CMakeLists.txt, and the
/// commit it was built from where the build was told (PL_COMMIT): "0.1.0", "0.1.0 (1a2b3c4d)".
QString versionText();

} // namespace pl
