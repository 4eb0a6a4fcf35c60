#pragma once

#include "ui/widgets/popover.h"

#include <QPointer>

class QAction;
class QLineEdit;
class QListWidget;
class QMenu;

namespace pl::ui {

class PlainLabel;

/// Finds commands by a few letters: the enabled actions of the menus, with their shortcuts.
class CommandPalette : public Popover
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *host);

    /// Reads `menus` and their submenus each time it opens, so the list is up to date.
    void openFor(const QList<QMenu *> &menus, const QRect &anchor);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Command
    {
        QString words;
        QString keys;
        QPointer<QAction> action;
    };
    void gather(const QMenu *menu, const QString &path);
    void filter(const QString &text);
    void run();

    QList<Command> m_commands;
    QList<QPointer<QAction>> m_shown; ///< row by row
    QLineEdit *m_filter;
    QListWidget *m_list;
    PlainLabel *m_noHits; ///< in place of the list when no command matches
};

} // namespace pl::ui
