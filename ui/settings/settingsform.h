#pragma once

#include <QString>

class QFormLayout;
class QWidget;

namespace pl::ui {

// What the forms of the Settings page share, so that all look alike.

/// A form with the part's title above. Its parent widget is the page to put into a scroll area.
QFormLayout *newSettingsForm(QWidget *view, const QString &title);
/// A section's title, and below it a sentence.
void addHeading(QFormLayout *form, const QString &title, const QString &hint);
/// The page in a scroll area without a frame.
QWidget *scrolled(QWidget *page, QWidget *parent);

} // namespace pl::ui
