#pragma once

#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionSpinBox;

namespace pl::ui {

// How Style draws what is typed and ticked in forms.

/// The rounded frame of a list or text field; in the accent colour while it has the focus.
void paintFieldFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget);
/// A box to tick, alone or in a list.
void paintCheckBox(const QStyleOption *option, QPainter *painter);
void paintSpinBox(const QStyleOptionSpinBox *option, QPainter *painter, const QWidget *widget, const QStyle *style);

} // namespace pl::ui
