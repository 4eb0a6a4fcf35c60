#include "app/ending.h"

namespace pl::app {

int endProcess(int code)
{
    return code;
}

} // namespace pl::app
