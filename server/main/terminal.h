#pragma once

#include <QString>

namespace pl {

/// Whether somebody sits at standard input, who can be asked.
bool isTerminal();

/// Asks on standard error and reads one line from standard input, without its end. Blocks.
QString askOnTerminal(const QString &question);

} // namespace pl
