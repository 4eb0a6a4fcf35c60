#include "ui/shell/keybindings.h"

#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/notice.h"

#include <QAction>
#include <QMenu>
#include <QSettings>

namespace pl::ui {
namespace {

constexpr char kFixedProperty[] = "hasFixedKeys";

QString settingOf(const QAction *action)
{
    return QStringLiteral("keys/") + action->objectName();
}

bool isArrow(int key)
{
    return key >= Qt::Key_Left && key <= Qt::Key_Down;
}

/// Lists, fields and dialogs have no other keys for what these do.
bool isOfLists(int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return true;
    default:
        return isArrow(key);
    }
}

template <class F>
void eachAction(const QMenu &menu, const QString &path, const F &visit)
{
    for (QAction *action : menu.actions()) {
        const QString words = path + wordsOfMenuText(action->text());
        if (action->menu())
            eachAction(*action->menu(), words + QStringLiteral(" \u203A "), visit);
        else if (!action->isSeparator() && !action->objectName().isEmpty())
            visit(action, words);
    }
}

} // namespace

KeyBindings::KeyBindings(QSettings &settings, const QList<QMenu *> &menus, const QList<QAction *> &ofOnePage,
                         QObject *parent)
    : QObject(parent), m_settings(settings), m_menus(menus), m_ofOnePage(ofOnePage.cbegin(), ofOnePage.cend())
{
    const QList<Known> actions = known();
    for (const Known &one : actions)
        adopt(one.action);
    for (const Known &one : actions)
        if (isOwn(one.action))
            preferOver(one.action);
}

/// A newer program's action may come with keys that the person gave to another one: two with the same key would both be
/// without.
void KeyBindings::preferOver(const QAction *action)
{
    const QList<QKeySequence> keys = action->shortcuts();
    const QList<Entry> taken = takenBy(action, keys);
    for (const Entry &other : taken) {
        if (isOwn(other.action) || !isChangeable(other.action))
            continue;
        QList<QKeySequence> rest = other.action->shortcuts();
        rest.removeIf([&keys](const QKeySequence &key) { return keys.contains(key); });
        other.action->setShortcuts(rest);
    }
}

void KeyBindings::adopt(QAction *action)
{
    if (!isChangeable(action))
        return;
    m_originals.insert(action, action->shortcuts());
    if (!isOwn(action))
        return;
    QList<QKeySequence> keys =
        QKeySequence::listFromString(m_settings.value(settingOf(action)).toString(), QKeySequence::PortableText);
    keys.removeIf([](const QKeySequence &key) { return key.isEmpty(); }); // an empty text reads as one empty key
    action->setShortcuts(keys);
}

QList<KeyBindings::Known> KeyBindings::known() const
{
    QList<Known> found;
    for (const QMenu *menu : m_menus)
        eachAction(*menu, {}, [&](QAction *action, const QString &words) { found += Known{action, words, menu}; });
    return found;
}

QList<KeyBindings::Group> KeyBindings::groups() const
{
    QList<Group> groups;
    for (const QMenu *menu : m_menus) {
        Group group{wordsOfMenuText(menu->title()), {}};
        eachAction(*menu, {}, [&group](QAction *action, const QString &words) {
            group.entries += Entry{action, words};
        });
        if (!group.entries.isEmpty())
            groups += group;
    }
    return groups;
}

bool KeyBindings::isChangeable(const QAction *action) const
{
    // The keys of one widget are that widget's own: it reads them by itself.
    return !action->objectName().isEmpty() && action->shortcutContext() != Qt::WidgetShortcut &&
           !action->property(kFixedProperty).toBool();
}

void KeyBindings::fixKeys(QAction *action)
{
    action->setProperty(kFixedProperty, true);
}

bool KeyBindings::isOwn(const QAction *action) const
{
    return m_originals.contains(action) && m_settings.contains(settingOf(action));
}

QList<QKeySequence> KeyBindings::original(const QAction *action) const
{
    return m_originals.value(action, action->shortcuts());
}

bool KeyBindings::isOfOnePage(const QAction *action) const
{
    return action->shortcutContext() != Qt::WindowShortcut || m_ofOnePage.contains(const_cast<QAction *>(action));
}

QList<KeyBindings::Entry> KeyBindings::takenBy(const QAction *action, const QList<QKeySequence> &keys) const
{
    const QList<Known> actions = known();
    const auto own =
        std::find_if(actions.cbegin(), actions.cend(), [&](const auto &one) { return one.action == action; });
    QList<Entry> taken;
    for (const Known &other : actions) {
        const bool apart = own != actions.cend() && own->top != other.top && isOfOnePage(action) &&
                           isOfOnePage(other.action); // each on a page of its own
        const QList<QKeySequence> theirs = other.action->shortcuts();
        if (other.action != action && !apart &&
            std::any_of(keys.cbegin(), keys.cend(), [&theirs](const auto &key) { return theirs.contains(key); }))
            taken += Entry{other.action, other.words};
    }
    for (const QMenu *menu : m_menus) // Alt and a letter open it
        if (keys.contains(QKeySequence::mnemonic(menu->title())))
            taken += Entry{menu->menuAction(), wordsOfMenuText(menu->title())};
    return taken;
}

QString KeyBindings::refusal(const QKeySequence &key)
{
    const QKeyCombination combination = key[0];
    const Qt::KeyboardModifiers modifiers = combination.keyboardModifiers();
    const bool isPlain = !(modifiers & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    const bool isCtrl = modifiers == Qt::ControlModifier;
    const bool movesCards = isCtrl && isArrow(combination.key());
    const bool saves = isCtrl && (combination.key() == Qt::Key_Return || combination.key() == Qt::Key_Enter);
    bool isOfText = false;
    for (const auto standard : {QKeySequence::SelectAll, QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste})
        isOfText |= QKeySequence::keyBindings(standard).contains(key);
    if (combination == QKeyCombination(Notice::kActionKey))
        return tr("%1 does what the notice at the bottom offers. Press other keys.").arg(keyCapText(key));
    if ((isPlain && isOfLists(combination.key())) || movesCards || saves || isOfText)
        return tr("%1 is needed in lists and text fields. Press other keys.").arg(keyCapText(key));
    return {};
}

void KeyBindings::setKeys(QAction *action, const QList<QKeySequence> &keys)
{
    if (!m_originals.contains(action))
        return;
    if (keys == original(action))
        m_settings.remove(settingOf(action));
    else
        m_settings.setValue(settingOf(action), QKeySequence::listToString(keys, QKeySequence::PortableText));
    action->setShortcuts(keys);
    Q_EMIT changed();
}

void KeyBindings::resetAll()
{
    m_settings.remove(QStringLiteral("keys"));
    const QList<Known> actions = known();
    for (const Known &one : actions)
        if (const auto keys = m_originals.constFind(one.action); keys != m_originals.cend())
            one.action->setShortcuts(*keys);
    Q_EMIT changed();
}

QString keysText(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &key : keys)
        texts += keyCapText(key);
    return texts.join(KeyBindings::tr(" or ", "between two keys that do the same"));
}

} // namespace pl::ui
