#pragma once

#include "server/notify/texttemplate.h"

namespace pl::people {

/// The file of that name from server/people/templates; its extension determines the kind.
notify::TextTemplate templateFile(const char *name);

} // namespace pl::people
