#pragma once

#include "ui/exporting/exportlist.h"
#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"

namespace pl::ui {

class PaymentTable;

/// The payments for files, paper and the clipboard.
ExportList paymentExport(const OfficeContext &context, const BillingContext &billing, const PaymentTable &table);

} // namespace pl::ui
