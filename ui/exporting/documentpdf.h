#pragma once

#include <QByteArray>
#include <QString>

namespace pl::ui {

/// A document of words and tables for paper.
struct PaperDocument
{
    QString title;        ///< of the file
    QString subject;      ///< stands at the bottom of each page
    QString html;         ///< the body; every word of others in it must be escaped
    QByteArray logo = {}; ///< a PNG, which `html` shows as kLogoUrl

    inline static const QString kLogoUrl = QStringLiteral("office:logo");
};

/// The document as a PDF: A4 or Letter, by the locale; each page has its number, and a table that goes on repeats its
/// head. Dark text on white, whatever the window is. Bound to the GUI's thread.
QByteArray pdfOf(const PaperDocument &document);

} // namespace pl::ui
