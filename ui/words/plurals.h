#pragma once

class QCoreApplication;

namespace pl::ui {

/// The window's texts are English as they stand in the code, but for plurals: "%n lead(s)" reads "1 lead" and "2 leads"
/// only once this was called. Call it once, when `application` has been made and before the first text is asked for. A
/// translation into another language, installed later, goes before it.
void installEnglishPlurals(QCoreApplication &application);

} // namespace pl::ui
