#include "ui/shell/keycatcher.h"

#include <QKeyEvent>

namespace pl::ui {
namespace {

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_CapsLock || key == Qt::Key_NumLock || key == 0 ||
           key == Qt::Key_unknown;
}

/// Shift doesn't count where it only makes a sign that the keyboard has no other way to, such as "?".
bool makesASign(const QString &text)
{
    return !text.isEmpty() && text.at(0).isPrint() && !text.at(0).isLetterOrNumber() && !text.at(0).isSpace();
}

} // namespace

KeyCatcher::KeyCatcher(QWidget *parent) : QLineEdit(parent)
{
    setReadOnly(true);
    setObjectName(QStringLiteral("keyCatcher"));
    setPlaceholderText(tr("Press the new keys"));
    setAccessibleName(tr("Press the new keys"));
    setAttribute(Qt::WA_InputMethodEnabled, false);
}

bool KeyCatcher::event(QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const auto *key = isKey ? static_cast<QKeyEvent *>(event) : nullptr;
    const bool leaves =
        key && (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) && !(key->modifiers() & ~Qt::ShiftModifier);
    if (!key || leaves)
        return QLineEdit::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress && !key->isAutoRepeat())
        take(*key);
    return true;
}

void KeyCatcher::take(const QKeyEvent &event)
{
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (isModifier(event.key()))
        return;
    if (event.key() == Qt::Key_Escape && !modifiers)
        return Q_EMIT cancelled();
    if (makesASign(event.text()))
        modifiers &= ~Qt::ShiftModifier;
    Q_EMIT pressed(QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(event.key()))));
}

} // namespace pl::ui
