#include "ui/billing/paymentfiles.h"

#include "models/base/csvwriter.h"
#include "ui/exporting/documentpdf.h"
#include "ui/office/files.h"
#include "ui/style/shown.h"
#include "ui/words/billingwords.h"
#include "ui/words/leadwords.h"
#include "ui/words/moments.h"

#include <QCoreApplication>

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

QString logoHtml(const OfficeIdentity &issuer)
{
    return issuer.logo.isEmpty() ? QString()
                                 : QStringLiteral("<p><img src=\"%1\" height=\"48\"></p>").arg(PaperDocument::kLogoUrl);
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
    const QString subject =
        QStringLiteral("%1 \u00B7 %2").arg(statement.plumber.fullName(), monthText(statement.month));
    return pdfOf({statementName(statement), subject, statementHtml(statement, issuer, today), issuer.logo});
}

QString statementName(const Statement &statement)
{
    return QStringLiteral("%1 %2").arg(fileNamePart(statement.plumber.fullName()),
                                       statement.month.toString(QStringLiteral("yyyy-MM")));
}

} // namespace pl::ui
