#pragma once

#include "ui/customer/customersections.h"
#include "ui/words/leadwords.h"

namespace pl::ui {

// The lines of a customer's file, section by section; see customersections.h.

/// The newest first; what doesn't fit the chain's hashes before all.
QList<CustomerLine> historyLines(const CustomerFile &file, const OfficeContext &context);
QList<CustomerLine> messageLines(const CustomerFile &file, const OfficeContext &context);
QList<CustomerLine> refusalLines(const CustomerFile &file, const OfficeContext &context);
QList<CustomerLine> paymentLines(const CustomerFile &file, const OfficeContext &context);
QList<CustomerLine> consentLines(const CustomerFile &file);
/// Who was considered for each assignment.
QList<CustomerLine> decisionLines(const CustomerFile &file, const OfficeContext &context);

/// "Name: text" in lines.
QString namedLines(const QList<NamedText> &facts);
/// The parts that aren't empty, in lines.
QString textLines(QStringList parts);

} // namespace pl::ui
