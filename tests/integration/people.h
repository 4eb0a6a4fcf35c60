#pragma once

#include <QString>

namespace pl::test {

// The office's people in the tests that start programs.
inline const QString kAdmin = QStringLiteral("ada@office.example");
inline const QString kStaff = QStringLiteral("sam@office.example");
inline const QString kPassword = QStringLiteral("correct horse battery");

} // namespace pl::test
