#include "ui/exporting/documentpdf.h"

#include "ui/style/shown.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

namespace pl::ui {
namespace {

struct DocumentWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::DocumentPdf)
};

constexpr qreal kDocumentPointSize = 9.5;

/// Qt's own printing of a document leaves no room for a footer with page numbers.
void printPages(QTextDocument &document, QPdfWriter &writer, const QString &subject)
{
    QPainter painter(&writer);
    QFont small = document.defaultFont();
    small.setPointSizeF(kDocumentPointSize - 1.5);
    const QFontMetricsF metrics(small, &writer);
    const QRectF paper = writer.pageLayout()
                             .paintRectPixels(writer.resolution())
                             .translated(-writer.pageLayout().paintRectPixels(writer.resolution()).topLeft());
    const QRectF text = paper.adjusted(0, 0, 0, -3 * metrics.height());
    document.documentLayout()->setPaintDevice(&writer);
    document.setDocumentMargin(0);
    document.setPageSize(text.size());
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0)
            writer.newPage();
        painter.save();
        painter.translate(0, -page * text.height());
        document.drawContents(&painter, text.translated(0, page * text.height()));
        painter.restore();
        painter.setFont(small);
        painter.setPen(QColor(0x5b6675));
        const QString number = DocumentWords::tr("Page %1 of %2").arg(page + 1).arg(document.pageCount());
        const qreal room = paper.width() - 2 * metrics.horizontalAdvance(number);
        painter.drawText(paper, Qt::AlignBottom | Qt::AlignLeft, elided(subject, metrics, room));
        painter.drawText(paper, Qt::AlignBottom | Qt::AlignRight, number);
    }
}

} // namespace

QByteArray pdfOf(const PaperDocument &paper)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const bool metric = QLocale().measurementSystem() == QLocale::MetricSystem;
    writer.setPageSize(QPageSize(metric ? QPageSize::A4 : QPageSize::Letter));
    writer.setPageMargins(QMarginsF(18, 18, 18, 14), QPageLayout::Millimeter);
    writer.setTitle(paper.title);
    writer.setCreator(QStringLiteral("Plumber Leads")); // no-tr: a name
    QTextDocument document;
    QFont font = QGuiApplication::font();
    font.setPointSizeF(kDocumentPointSize);
    document.setDefaultFont(font);
    // The window may be dark; paper is not.
    document.setDefaultStyleSheet(QStringLiteral("body, td, th, p, h2, h3 { color: #1b2430 }"
                                                 "td.line { border-bottom: 0.5px solid #dfe3e8 }"));
    document.addResource(QTextDocument::ImageResource, QUrl(PaperDocument::kLogoUrl),
                         QImage::fromData(paper.logo, "PNG"));
    // plain-text: every word in it is escaped
    document.setHtml(QStringLiteral("<body>%1</body>").arg(paper.html));
    printPages(document, writer, paper.subject);
    buffer.close();
    return data;
}

} // namespace pl::ui
