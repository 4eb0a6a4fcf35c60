#pragma once

#include <QKeySequence>
#include <QList>

#include <utility>

class QHBoxLayout;
class QString;
class QVBoxLayout;
class QWidget;

namespace pl::ui {

class ElidedLabel;
class PlainLabel;

// What popovers are put together from, so that they look alike.

QVBoxLayout *popoverLayout(QWidget *popover);
/// As wide as the rest of the popover, however long a name it has.
ElidedLabel *popoverTitle(QWidget *popover);
/// Small second text.
PlainLabel *popoverHint(QWidget *popover);
/// The title at the left, a hint at the right.
QHBoxLayout *popoverHeader(ElidedLabel *title, PlainLabel *hint);
/// The line at the bottom: each key on a cap, and what it does here.
QWidget *popoverKeys(QWidget *popover, const QList<std::pair<QKeySequence, QString>> &keys);

} // namespace pl::ui
