#pragma once

#include "models/exporting/outputfile.h"
#include "models/exporting/tablewriter.h"
#include "ui/exporting/tablepages.h"

#include <QPageLayout>
#include <QPdfWriter>
#include <QPrinter>

namespace pl::ui {

/// A4 or Letter, by the locale; landscape when the columns are too wide for portrait.
QPageLayout pageLayoutFor(const exporting::TableHead &head);

/// Where a printer or a PDF may be painted on.
Paper paperOf(QPagedPaintDevice &device, int resolution);

/// A table as a PDF. Not bound to the GUI's thread.
class PdfTableWriter : public exporting::TableWriter
{
public:
    PdfTableWriter(const QString &path, const QFont &font, qint64 rows);

    Result<> begin(const exporting::TableHead &head) override;
    Result<> add(const exporting::Row &row) override;
    Result<> complete() override;
    Result<> commit() override;

private:
    const QFont m_font;
    const qint64 m_rows;
    exporting::OutputFile m_file;
    std::unique_ptr<QPdfWriter> m_pdf;
    std::unique_ptr<TablePages> m_pages; ///< paints on the PDF, and goes first
};

/// A table on a printer; on the GUI's thread.
class PrintTableWriter : public exporting::TableWriter
{
public:
    PrintTableWriter(std::shared_ptr<QPrinter> printer, const QFont &font, qint64 rows);
    /// Withdraws what was not completed.
    ~PrintTableWriter() override;

    Result<> begin(const exporting::TableHead &head) override;
    Result<> add(const exporting::Row &row) override;
    Result<> complete() override { return {}; }
    Result<> commit() override;

private:
    const std::shared_ptr<QPrinter> m_printer;
    const QFont m_font;
    const qint64 m_rows;
    std::unique_ptr<TablePages> m_pages;
    bool m_isDone = false;
};

} // namespace pl::ui
