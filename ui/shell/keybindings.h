#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>

class QAction;
class QMenu;
class QSettings;

namespace pl::ui {

/// The keys of the window's actions, as the person has them. Own ones are kept in the settings under
/// "keys/<objectName>", so every action that can have other keys has a name; an empty text means no key at all.
class KeyBindings : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        QAction *action = nullptr;
        QString words; ///< as a person reads it, with the submenus it is in
    };
    struct Group
    {
        QString title;
        QList<Entry> entries;
    };

    /// Gives the actions of the menus the keys that the person chose. `ofOnePage` are actions of the whole window that
    /// only work on one page; those of a view (Qt::WidgetWithChildrenShortcut) are known by themselves. Settings and
    /// menus must outlive this.
    KeyBindings(QSettings &settings, const QList<QMenu *> &menus, const QList<QAction *> &ofOnePage, QObject *parent);

    /// A group a menu, with all named actions as they are now.
    QList<Group> groups() const;
    bool isChangeable(const QAction *action) const;
    /// Whether the person gave it other keys.
    bool isOwn(const QAction *action) const;
    QList<QKeySequence> original(const QAction *action) const;
    /// Whose keys these are already, among the actions that work where this one does.
    QList<Entry> takenBy(const QAction *action, const QList<QKeySequence> &keys) const;
    /// Why no action can have this key: lists and fields need it. Empty: it can be had.
    static QString refusal(const QKeySequence &key);

    /// Others keep theirs: whoever calls this has dealt with takenBy().
    void setKeys(QAction *action, const QList<QKeySequence> &keys);
    void resetAll();

    /// The keys belong to something else, which has its own way to change them.
    static void fixKeys(QAction *action);

Q_SIGNALS:
    void changed();

private:
    struct Known
    {
        QAction *action;
        QString words;
        const QMenu *top;
    };
    QList<Known> known() const;
    bool isOfOnePage(const QAction *action) const;
    void adopt(QAction *action);
    void preferOver(const QAction *action);

    QSettings &m_settings;
    const QList<QMenu *> m_menus;
    const QSet<QAction *> m_ofOnePage;
    QHash<const QAction *, QList<QKeySequence>> m_originals;
};

/// "Ctrl F or /": all keys of an action, for a list.
QString keysText(const QList<QKeySequence> &keys);

} // namespace pl::ui
