#pragma once

#include "models/domain/statement.h"

#include <QByteArray>

#include <functional>

namespace pl::ui {

// Payments as files for people: the table as CSV, a plumber's month as CSV or PDF. Amounts are in the locale's form.

struct NamedPayment
{
    Payment payment;
    QString service;
    QString customer;
    QString plumber;
};

QByteArray paymentsCsv(const QList<NamedPayment> &payments);
QByteArray statementCsv(const Statement &statement);
/// A4 or Letter, as the locale has it; the head of the table is on every page, and each says which of how many it is.
/// `issuer` is the office, `today` the day it was made.
QByteArray statementPdf(const Statement &statement, const QString &issuer, QDate today);
/// What the PDF says, for tests and screen readers.
QString statementHtml(const Statement &statement, const QString &issuer, QDate today);
/// "Ann Lee 2026-11", safe as a file's name.
QString statementName(const Statement &statement);
/// Writes all or nothing.
Result<> saveFile(const QString &path, const QByteArray &data);

} // namespace pl::ui
