#pragma once

#include <QKeySequence>
#include <QList>

#include <utility>

class QHBoxLayout;
class QLabel;
class QString;
class QVBoxLayout;
class QWidget;

namespace pl::ui {

// What popovers are put together from, so that they look alike.

QVBoxLayout *popoverLayout(QWidget *popover);
QLabel *popoverTitle(QWidget *popover);
/// Small second text.
QLabel *popoverHint(QWidget *popover);
/// The title at the left, a hint at the right.
QHBoxLayout *popoverHeader(QLabel *title, QLabel *hint);
/// The line at the bottom: each key on a cap, and what it does here.
QWidget *popoverKeys(QWidget *popover, const QList<std::pair<QKeySequence, QString>> &keys);

} // namespace pl::ui
