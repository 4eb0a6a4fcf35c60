#pragma once

#include <QString>

namespace pl::ui {

// What the office says about the templates of its messages.

/// What stands for a placeholder in a message: "The plumber's name".
QString placeholderText(const QString &placeholder);
/// "English", "Spanish"
QString languageText(const QString &language);

} // namespace pl::ui
