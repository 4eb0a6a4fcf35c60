#include "ui/billing/paymentfiles.h"

#include "models/base/csvwriter.h"
#include "ui/office/files.h"
#include "ui/style/shown.h"
#include "ui/words/billingwords.h"
#include "ui/words/leadwords.h"
#include "ui/words/moments.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

namespace pl::ui {
namespace {

struct FileWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::PaymentFiles)
};

QDate localDay(Timestamp at)
{
    return at.toDateTime().toLocalTime().date();
}

QString cell(const QString &text, const char *style = "")
{
    return QStringLiteral("<td class=\"line\" %1>%2</td>").arg(QLatin1StringView(style), shown(text).toHtmlEscaped());
}

constexpr qreal kPointSize = 9.5;
constexpr char kRight[] = "align=\"right\"";

QString lineHtml(const StatementLine &line)
{
    const Payment &payment = line.payment;
    return QStringLiteral("<tr>%1%2%3%4%5%6</tr>")
        .arg(cell(dayText(localDay(payment.createdAt))), cell(serviceText(line.service)), cell(line.customer),
             cell(paymentStateText(payment)),
             cell(payment.isCharged() ? moneyText(payment.amount()) : QString(), kRight),
             cell(payment.refundedCents > 0 ? moneyText(payment.refunded()) : QString(), kRight));
}

QString sumHtml(const QString &title, const MoneySum &sum, const QString &currency)
{
    return QStringLiteral("<tr><td align=\"right\">%1</td><td align=\"right\"><b>%2</b></td></tr>")
        .arg(title.toHtmlEscaped(), moneyText(sum, currency).toHtmlEscaped());
}

/// A column heading of the table; `width` is in percent.
QString headHtml(const QString &title, int width, const char *side = "align=\"left\"")
{
    return QStringLiteral("<th %1 width=\"%2%\">%3</th>")
        .arg(QLatin1StringView(side))
        .arg(width)
        .arg(title.toHtmlEscaped());
}

const QString kLogoUrl = QStringLiteral("office:logo");

QString logoHtml(const OfficeIdentity &issuer)
{
    return issuer.logo.isEmpty() ? QString() : QStringLiteral("<p><img src=\"%1\" height=\"48\"></p>").arg(kLogoUrl);
}

QString issuerHtml(const OfficeIdentity &issuer)
{
    QStringList lines = QStringList(issuer.name) + issuer.address.split(u'\n', Qt::SkipEmptyParts);
    for (QString &line : lines)
        line = shown(line).toHtmlEscaped();
    return lines.join(QStringLiteral("<br>"));
}

QString linesHtml(const Statement &statement)
{
    if (statement.lines.isEmpty())
        return QStringLiteral("<p>%1</p>").arg(FileWords::tr("No leads were charged in this month.").toHtmlEscaped());
    const QString head = headHtml(FileWords::tr("Day"), 15) + headHtml(FileWords::tr("Lead"), 24) +
                         headHtml(FileWords::tr("Customer"), 20) + headHtml(FileWords::tr("Status"), 16) +
                         headHtml(FileWords::tr("Charged"), 12, kRight) +
                         headHtml(FileWords::tr("Refunded"), 13, kRight);
    QString rows;
    for (const StatementLine &line : statement.lines)
        rows += lineHtml(line);
    return QStringLiteral("<table width=\"100%\" style=\"margin-top:12px\" cellspacing=\"0\" cellpadding=\"4\">"
                          "<thead><tr style=\"background:#eef1f5\">%1</tr></thead>%2</table>")
        .arg(head, rows);
}

/// Qt's own printing of a document leaves no room for a footer with page numbers.
void printPages(QTextDocument &document, QPdfWriter &writer, const QString &subject)
{
    QPainter painter(&writer);
    QFont small = document.defaultFont();
    small.setPointSizeF(kPointSize - 1.5);
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
        const QString number = FileWords::tr("Page %1 of %2").arg(page + 1).arg(document.pageCount());
        const qreal room = paper.width() - 2 * metrics.horizontalAdvance(number);
        painter.drawText(paper, Qt::AlignBottom | Qt::AlignLeft, elided(subject, metrics, room));
        painter.drawText(paper, Qt::AlignBottom | Qt::AlignRight, number);
    }
}

} // namespace

QByteArray statementCsv(const Statement &statement)
{
    CsvWriter csv;
    csv.addRow({FileWords::tr("Day"), FileWords::tr("Lead"), FileWords::tr("Customer"), FileWords::tr("Status"),
                FileWords::tr("Charged"), FileWords::tr("Refunded"), FileWords::tr("Currency")});
    for (const StatementLine &line : statement.lines) {
        const Payment &payment = line.payment;
        csv.addRow({localDay(payment.createdAt).toString(Qt::ISODate), line.service, line.customer,
                    paymentStateText(payment),
                    amountText({payment.isCharged() ? payment.amountCents : 0, payment.currency}),
                    amountText(payment.refunded()), payment.currency.toUpper()});
    }
    return csv.data();
}

QString statementHtml(const Statement &statement, const OfficeIdentity &issuer, QDate today)
{
    QString sums = sumHtml(FileWords::tr("Charged"), statement.charged, statement.currency) +
                   sumHtml(FileWords::tr("Refunded"), statement.refunded, statement.currency) +
                   sumHtml(FileWords::tr("Paid"), statement.paid, statement.currency);
    if (!statement.open.isZero())
        sums += sumHtml(FileWords::tr("Still open"), statement.open, statement.currency);
    const QString title = FileWords::tr("Statement for %1").arg(monthText(statement.month));
    const QString issued = FileWords::tr("Issued on %1").arg(dayText(today));
    return logoHtml(issuer) + QStringLiteral("<h2>%1</h2><p><b>%2</b><br>%3</p><p>%4<br>%5</p>%6"
                                             "<br><table align=\"right\" cellpadding=\"3\">%7</table>")
                                  .arg(title.toHtmlEscaped(), shown(statement.plumber.fullName()).toHtmlEscaped(),
                                       shown(statement.plumber.email).toHtmlEscaped(), issuerHtml(issuer),
                                       issued.toHtmlEscaped(), linesHtml(statement), sums);
}

QByteArray statementPdf(const Statement &statement, const OfficeIdentity &issuer, QDate today)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const bool metric = QLocale().measurementSystem() == QLocale::MetricSystem;
    writer.setPageSize(QPageSize(metric ? QPageSize::A4 : QPageSize::Letter));
    writer.setPageMargins(QMarginsF(18, 18, 18, 14), QPageLayout::Millimeter);
    writer.setTitle(statementName(statement));
    writer.setCreator(QStringLiteral("Plumber Leads")); // no-tr: a name
    QTextDocument document;
    QFont font = QGuiApplication::font();
    font.setPointSizeF(kPointSize);
    document.setDefaultFont(font);
    // The window may be dark; paper is not.
    document.setDefaultStyleSheet(QStringLiteral("body, td, th, p, h2 { color: #1b2430 }"
                                                 "td.line { border-bottom: 0.5px solid #dfe3e8 }"));
    document.addResource(QTextDocument::ImageResource, QUrl(kLogoUrl), QImage::fromData(issuer.logo, "PNG"));
    // plain-text: every word in it is escaped
    document.setHtml(QStringLiteral("<body>%1</body>").arg(statementHtml(statement, issuer, today)));
    const QString subject =
        QStringLiteral("%1 \u00B7 %2").arg(statement.plumber.fullName(), monthText(statement.month));
    printPages(document, writer, subject);
    buffer.close();
    return data;
}

QString statementName(const Statement &statement)
{
    return QStringLiteral("%1 %2").arg(fileNamePart(statement.plumber.fullName()),
                                       statement.month.toString(QStringLiteral("yyyy-MM")));
}

} // namespace pl::ui
