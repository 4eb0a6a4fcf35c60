#include "app/ending.h"

#include <windows.h>

#include <cstdio>

namespace pl::app {

int endProcess(int code)
{
    std::fflush(nullptr);
    TerminateProcess(GetCurrentProcess(), static_cast<UINT>(code));
    return code;
}

} // namespace pl::app
