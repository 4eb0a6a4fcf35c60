#pragma once

#include <QKeySequence>
#include <QList>
#include <QPoint>
#include <QString>

class QAction;
class QWidget;

// The only way to set a tool tip: Qt treats text that looks like HTML as HTML and opens the files it names.

namespace pl::ui {

/// The text to hand to Qt so that it shows `words` as they are, with long lines wrapped and long texts cut.
QString toolTipText(const QString &words);

/// Where the widget has no description of its own, screen readers get the words.
void setPlainToolTip(QWidget *widget, const QString &words);

/// "Assign (Enter or A)": what something does, and the keys that do it, too. Without keys, the words.
QString withKeys(const QString &words, const QList<QKeySequence> &keys);

/// For a button or a field that does what an action does: says so, with the action's keys. Follows the action when its
/// keys or its text change. `words` stand for the action's own. Takes the place of a tool tip that was set before.
void setActionToolTip(QWidget *widget, const QAction *action, const QString &words = {});

/// Shows a tool tip at once; `place` is in global coordinates. Empty words hide it.
void showPlainToolTip(const QPoint &place, const QString &words, QWidget *over);

} // namespace pl::ui
