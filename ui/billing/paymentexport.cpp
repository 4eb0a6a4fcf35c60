#include "ui/billing/paymentexport.h"

#include "models/domain/leadname.h"
#include "ui/billing/paymenttable.h"
#include "ui/exporting/tablelist.h"
#include "ui/words/billingwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using PaymentModel = tables::PaymentTableModel;
using exporting::Cell;

struct PaymentExportWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::PaymentExport)
};

enum PaymentMoreColumn { PaymentRefunded = 100, PaymentCurrency, PaymentOwnId };

QList<ExportColumn> paymentColumns()
{
    return {{PaymentModel::ChargedColumn, {PaymentExportWords::tr("Charged"), 17, false, true}},
            {PaymentModel::ServiceColumn, {PaymentExportWords::tr("Lead"), 24}},
            {PaymentModel::CustomerColumn, {PaymentExportWords::tr("Customer"), 22}},
            {PaymentModel::PlumberColumn, {PaymentExportWords::tr("Plumber"), 22}},
            {PaymentModel::AmountColumn, {PaymentExportWords::tr("Amount"), 12, true}},
            {PaymentModel::StateColumn, {PaymentExportWords::tr("Status"), 18}},
            {PaymentModel::FailureColumn, {PaymentExportWords::tr("Failure reason"), 30}},
            {PaymentModel::ReceiptColumn, {PaymentExportWords::tr("Receipt"), 30}}};
}

QList<ExportColumn> morePaymentColumns()
{
    return {{PaymentRefunded, {PaymentExportWords::tr("Refunded"), 12, true}, true},
            {PaymentCurrency, {PaymentExportWords::tr("Currency"), 9}, true},
            {PaymentOwnId, {PaymentExportWords::tr("Payment"), 38}}};
}

Cell paymentCell(const OfficeContext &context, const Payment &payment, int column)
{
    const Lead *lead = context.replica.lead(payment.leadId);
    switch (column) {
    case PaymentModel::ChargedColumn:
        return payment.createdAt;
    case PaymentModel::ServiceColumn:
        return lead ? lead->serviceNeeded : QString();
    case PaymentModel::CustomerColumn:
        return lead ? calledName(*lead) : QString();
    case PaymentModel::PlumberColumn:
        return context.replica.plumberName(payment.plumberId);
    case PaymentModel::AmountColumn:
        return payment.amount();
    case PaymentModel::StateColumn:
        return paymentStateText(payment);
    case PaymentModel::FailureColumn:
        return payment.failureMessage.value_or(QString());
    case PaymentModel::ReceiptColumn:
        return payment.receiptUrl.value_or(QString());
    case PaymentRefunded:
        return payment.refunded();
    case PaymentCurrency:
        return payment.currency.toUpper();
    default:
        return payment.id.toString(QUuid::WithoutBraces);
    }
}

} // namespace

ExportList paymentExport(const OfficeContext &context, const BillingContext &billing, const PaymentTable &table)
{
    const replica::PaymentReplica &payments = billing.payments;
    const qint64 count = payments.count();
    ExportList list;
    list.kind = QStringLiteral("payments");
    list.title = PaymentExportWords::tr("Payments");
    list.columns = tableColumns(table, paymentColumns(), morePaymentColumns());
    setScopes(list, table, PaymentModel::PaymentIdRole,
              {PaymentExportWords::tr("All payments (%1)").arg(numberText(count)), count,
               [&payments] { return payments.newestFirst(); }});
    list.counted = [](qint64 rows) {
        return PaymentExportWords::tr("%Ln payment(s)", nullptr, static_cast<int>(rows));
    };
    list.cells = [&context, &payments](const QUuid &id, const QList<int> &columns) -> std::optional<exporting::Row> {
        const Payment *payment = payments.payment(id);
        if (!payment)
            return std::nullopt;
        exporting::Row row;
        for (const int column : columns)
            row += paymentCell(context, *payment, column);
        return row;
    };
    list.fileName = datedName(list.kind, context.clock());
    return list;
}

} // namespace pl::ui
