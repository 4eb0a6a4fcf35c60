#include "ui/exporting/pagewriters.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPageSize>

namespace pl::ui {
namespace {

struct PrintWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::PrintTableWriter)
};

Error unprintable()
{
    return {ErrorCode::Unavailable, PrintWords::tr("the printer doesn't take it")};
}

Error unpaintable()
{
    return {ErrorCode::Internal, PrintWords::tr("a page could not be painted")};
}

constexpr int kPdfResolution = 300;

} // namespace

QPageLayout pageLayoutFor(const exporting::TableHead &head)
{
    const bool metric = QLocale().measurementSystem() == QLocale::MetricSystem;
    QPageLayout layout(QPageSize(metric ? QPageSize::A4 : QPageSize::Letter), QPageLayout::Portrait,
                       QMarginsF(14, 14, 14, 12), QPageLayout::Millimeter);
    if (TablePages::idealWidth(head) > layout.paintRect(QPageLayout::Point).width())
        layout.setOrientation(QPageLayout::Landscape);
    return layout;
}

Paper paperOf(QPagedPaintDevice &device, int resolution)
{
    return {&device, device.pageLayout().paintRectPixels(resolution).size().toSizeF(),
            [&device] { return device.newPage(); }};
}

PdfTableWriter::PdfTableWriter(const QString &path, const QFont &font, qint64 rows)
    : m_font(font), m_rows(rows), m_file(path)
{
}

Result<> PdfTableWriter::begin(const exporting::TableHead &head)
{
    if (const Result<> opened = m_file.open(); !opened)
        return opened;
    m_pdf = std::make_unique<QPdfWriter>(&m_file.device());
    m_pdf->setResolution(kPdfResolution);
    m_pdf->setPageLayout(pageLayoutFor(head));
    m_pdf->setTitle(head.title);
    m_pdf->setCreator(QStringLiteral("Plumber Leads")); // no-tr: a name
    m_pages = std::make_unique<TablePages>(paperOf(*m_pdf, kPdfResolution), head, m_font, m_rows);
    return m_pages->begin() ? Result<>() : unpaintable();
}

Result<> PdfTableWriter::add(const exporting::Row &row)
{
    // What goes wrong with the file, it remembers for commit().
    return m_pages->add(row) ? Result<>() : unpaintable();
}

Result<> PdfTableWriter::complete()
{
    m_pages->end();
    m_pages.reset();
    m_pdf.reset();
    return {};
}

Result<> PdfTableWriter::commit()
{
    return m_file.commit();
}

PrintTableWriter::PrintTableWriter(std::shared_ptr<QPrinter> printer, const QFont &font, qint64 rows)
    : m_printer(std::move(printer)), m_font(font), m_rows(rows)
{
}

PrintTableWriter::~PrintTableWriter()
{
    if (m_pages && !m_isDone)
        m_printer->abort();
}

Result<> PrintTableWriter::begin(const exporting::TableHead &head)
{
    m_pages = std::make_unique<TablePages>(paperOf(*m_printer, m_printer->resolution()), head, m_font, m_rows);
    if (!m_pages->begin())
        return unprintable();
    return {};
}

Result<> PrintTableWriter::add(const exporting::Row &row)
{
    if (!m_pages->add(row))
        return unprintable();
    return {};
}

Result<> PrintTableWriter::commit()
{
    m_isDone = true;
    if (!m_pages->end() || m_printer->printerState() == QPrinter::Error)
        return unprintable();
    return {};
}

} // namespace pl::ui
