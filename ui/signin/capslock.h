#pragma once

#include <optional>

class QKeyEvent;

namespace pl::ui {

/// Whether a key press shows that Caps Lock is on: a capital without Shift or a lowercase letter with it means on; the
/// Caps Lock key itself means off when it was on `before`. Nothing for other keys (digits, scripts without capitals).
/// Qt has no way to ask the keyboard.
std::optional<bool> capsLockFrom(const QKeyEvent &key, bool before);

} // namespace pl::ui
