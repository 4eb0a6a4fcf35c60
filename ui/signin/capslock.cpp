#include "ui/signin/capslock.h"

#include <QKeyEvent>

namespace pl::ui {

std::optional<bool> capsLockFrom(const QKeyEvent &key, bool before)
{
    if (key.key() == Qt::Key_CapsLock)
        return before ? std::optional(false) : std::nullopt; // turned on or off? Only known if it was on
    const QString text = key.text();
    if (text.size() != 1 || key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return std::nullopt;
    const QChar letter = text.at(0);
    if (letter.toUpper() == letter.toLower())
        return std::nullopt;
    return letter.isUpper() != key.modifiers().testFlag(Qt::ShiftModifier);
}

} // namespace pl::ui
