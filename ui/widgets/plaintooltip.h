#pragma once

#include <QPoint>
#include <QString>

class QAction;
class QWidget;

// The one way to a tool tip: Qt takes whatever looks like HTML for HTML, and opens the files it names.

namespace pl::ui {

/// What Qt has to be given so that it shows `words` as they are: long lines wrapped, too much of them cut.
QString toolTipText(const QString &words);

/// Screen readers get the words themselves where the widget has no description of its own.
void setPlainToolTip(QWidget *widget, const QString &words);
void setPlainToolTip(QAction *action, const QString &words);

/// At once, at a place on the screen. Empty words hide what is shown.
void showPlainToolTip(const QPoint &place, const QString &words, QWidget *over);

} // namespace pl::ui
