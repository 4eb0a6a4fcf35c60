#pragma once

#include <QString>

#include <cstdio>

namespace pl::app {

/// Connects the standard streams that lead nowhere with the terminal in which the program was started, if there is one.
/// On Windows, a program with windows has none of its own. A pipe or a file stays what it is. Call it first in main.
void attachConsole();

/// Writes a line to stdout or stderr, as UTF-8, or as the terminal has it.
void printLine(std::FILE *where, const QString &text);

/// The first line of the standard input, without its end, as UTF-8; empty when nothing can be read.
QString firstLineOfInput();

} // namespace pl::app
