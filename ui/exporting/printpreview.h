#pragma once

#include "models/exporting/cell.h"

#include <QDialog>

#include <memory>

class QPrinter;
class QPrintPreviewWidget;

namespace pl::ui {

/// Shows how a table looks on paper before it is printed. Only the first pages are painted, so that a list of any
/// length is shown at once; all are printed.
class PrintPreview : public QDialog
{
    Q_OBJECT

public:
    static constexpr int kPages = 20;

    PrintPreview(std::shared_ptr<QPrinter> printer, exporting::TableSource source, QWidget *parent);

    /// How many pages it shows.
    int pages() const { return m_pages; }

Q_SIGNALS:
    void printWanted();

private:
    QWidget *buildButtons();
    void paint(QPrinter *printer);

    const std::shared_ptr<QPrinter> m_printer;
    const exporting::TableSource m_source;
    QPrintPreviewWidget *m_preview;
    class PlainLabel *m_words;
    int m_pages = 0;
};

} // namespace pl::ui
