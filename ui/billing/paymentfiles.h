#pragma once

#include "models/domain/officeidentity.h"
#include "models/domain/statement.h"

#include <QByteArray>

namespace pl::ui {

// A plumber's month as a file for people: CSV or PDF; tables of payments are exported by paymentexport.h. Amounts are
// in the locale's form; days in CSV are ISO 8601, for spreadsheets.

QByteArray statementCsv(const Statement &statement);
/// A4 or Letter, by the locale; every page repeats the table's header and has a page number. `issuer` is the office:
/// its name, address and logo; `today` the date of issue.
QByteArray statementPdf(const Statement &statement, const OfficeIdentity &issuer, QDate today);
/// The PDF's contents, for tests and screen readers.
QString statementHtml(const Statement &statement, const OfficeIdentity &issuer, QDate today);
/// "Ann Lee 2026-11", safe as a file name.
QString statementName(const Statement &statement);

} // namespace pl::ui
