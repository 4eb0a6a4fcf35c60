#pragma once

#include <QCoreApplication>

namespace pl {

/// Runs the program as its command line says and gives its exit code: 0, 1 when the command failed, 2 when the command
/// line can't be understood.
int runProgram(QCoreApplication &application);

} // namespace pl
