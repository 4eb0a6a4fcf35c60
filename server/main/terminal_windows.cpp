#include "server/main/terminal.h"

#include <cstdio>

#include <io.h>

namespace pl {

bool isTerminal()
{
    return _isatty(_fileno(stdin)) != 0;
}

} // namespace pl
