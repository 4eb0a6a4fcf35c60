#pragma once

#include <QtGlobal>

namespace pl::http {

/// Whether the process could open one more file or socket; `open` is any open descriptor.
bool hasFreeDescriptor(qintptr open);

} // namespace pl::http
