#include "server/main/terminal.h"

#include <unistd.h>

namespace pl {

bool isTerminal()
{
    return isatty(STDIN_FILENO) == 1;
}

} // namespace pl
