#pragma once

#include "models/wording/texttemplate.h"

namespace pl::people {

/// The file of that name from server/people/templates; its extension determines the kind.
wording::TextTemplate templateFile(const char *name);

} // namespace pl::people
