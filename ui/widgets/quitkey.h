#pragma once

#include <QKeyEvent>

namespace pl::ui {

/// Quits the program, on every system: Qt's own QKeySequence::Quit is empty on Windows. Ctrl is ⌘ on a Mac.
inline constexpr QKeyCombination kQuitKey = Qt::CTRL | Qt::Key_Q;

inline bool isQuitKey(const QKeyEvent &event)
{
    return event.keyCombination() == kQuitKey;
}

} // namespace pl::ui
