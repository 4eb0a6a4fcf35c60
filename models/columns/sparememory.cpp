#include "models/columns/sparememory.h"

#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace pl::columns {

void giveBackMemory()
{
#if defined(__GLIBC__) // others do it by themselves
    malloc_trim(0);
#endif
}

} // namespace pl::columns
