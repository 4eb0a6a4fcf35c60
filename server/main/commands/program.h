#pragma once

#include <QCoreApplication>

namespace pl {

/// Promised to scripts, in the man page.
enum class ExitCode { Done = 0, Failed = 1, Usage = 2 };

/// Runs the program as its command line says, and returns an ExitCode.
int runProgram(QCoreApplication &application);

} // namespace pl
