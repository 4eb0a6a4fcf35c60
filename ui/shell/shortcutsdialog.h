#pragma once

#include "ui/shell/keybindings.h"

#include <QDialog>

class QBoxLayout;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace pl::ui {

class ConfirmPopup;
class FilterField;
class KeyCatcher;
class PlainLabel;

/// All keys by menu, those that are in no menu, and a search. Enter on a line gives it other keys: the person presses
/// them, is asked when something else has them, and can go back to the original ones.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `keys` must outlive the dialog.
    ShortcutsDialog(KeyBindings &keys, QWidget *parent);

private:
    void build();
    QBoxLayout *buildButtons();
    void connectAll();
    void fill();
    void addFixed();
    void showKeys();
    void filter(const QString &typed);
    void refresh();
    QAction *current() const;
    QString wordsOf(const QAction *action) const;
    void begin();
    void propose(const QKeySequence &key);
    /// Asks first when something else has the keys.
    void wish(const QList<QKeySequence> &keys);
    void take();
    void stop(const QString &sentence = {});
    void askResetAll();

    KeyBindings &m_keys;
    FilterField *m_filter;
    QTreeWidget *m_list;
    KeyCatcher *m_catcher;
    PlainLabel *m_sentence;
    QPushButton *m_take; ///< the keys from what has them
    QPushButton *m_change;
    QPushButton *m_none;
    QPushButton *m_original;
    QPushButton *m_resetAll;
    QPushButton *m_close;
    ConfirmPopup *m_confirm;
    QHash<QTreeWidgetItem *, QPointer<QAction>> m_actions; ///< a saved view's may go while this is open
    QPointer<QAction> m_changing;
    QList<QKeySequence> m_wished;
};

} // namespace pl::ui
