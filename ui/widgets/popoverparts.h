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

// The parts of popovers, so that all look alike.

/// The room around a popover for its shadow, in device-independent pixels.
inline constexpr int kPopoverShadow = 14;
/// The rounded frame inside of the widget's margins, and its shadow in them.
void paintPopoverFrame(QWidget *popover);

QVBoxLayout *popoverLayout(QWidget *popover);
/// Never widens the popover, however long the title is.
ElidedLabel *popoverTitle(QWidget *popover);
/// A small secondary text.
PlainLabel *popoverHint(QWidget *popover);
/// The title at the left, a hint at the right.
QHBoxLayout *popoverHeader(ElidedLabel *title, PlainLabel *hint);
/// The line at the bottom: each key on a key cap, with what it does.
QWidget *popoverKeys(QWidget *popover, const QList<std::pair<QKeySequence, QString>> &keys);

} // namespace pl::ui
