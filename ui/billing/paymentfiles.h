#pragma once

#include "models/domain/statement.h"

#include <QByteArray>

#include <functional>

namespace pl::ui {

// Payments as files for people: the table as CSV, a plumber's month as CSV or PDF. Amounts are in the locale's form;
// days in CSV are ISO 8601, for spreadsheets.

struct NamedPayment
{
    Payment payment;
    QString service;
    QString customer;
    QString plumber;
};

QByteArray paymentsCsv(const QList<NamedPayment> &payments);
QByteArray statementCsv(const Statement &statement);
/// A4 or Letter, by the locale; every page repeats the table's header and has a page number. `issuer` is the office,
/// `today` the date of issue.
QByteArray statementPdf(const Statement &statement, const QString &issuer, QDate today);
/// The PDF's contents, for tests and screen readers.
QString statementHtml(const Statement &statement, const QString &issuer, QDate today);
/// "Ann Lee 2026-11", safe as a file name.
QString statementName(const Statement &statement);

} // namespace pl::ui
