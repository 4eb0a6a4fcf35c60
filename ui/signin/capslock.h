#pragma once

#include <optional>

class QKeyEvent;

namespace pl::ui {

/// What a key press tells about Caps Lock: a capital without Shift, or a small letter with it, means that it is on; the
/// Caps Lock key itself ends it when it was on `before`. Nothing for keys that tell nothing (digits, scripts without
/// capitals). Qt can't ask the keyboard.
std::optional<bool> capsLockFrom(const QKeyEvent &key, bool before);

} // namespace pl::ui
