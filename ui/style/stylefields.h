#pragma once

#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionSpinBox;

namespace pl::ui {

// How Style draws fields and check boxes.

/// The rounded frame of a list or a text field; in the accent color while it has the focus.
void paintFieldFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget);
/// A check box, alone or in a list.
void paintCheckBox(const QStyleOption *option, QPainter *painter);
void paintRadioButton(const QStyleOption *option, QPainter *painter);
void paintSpinBox(const QStyleOptionSpinBox *option, QPainter *painter, const QWidget *widget, const QStyle *style);

} // namespace pl::ui
