#pragma once

#include "models/domain/paymentstory.h"
#include "ui/style/chip.h"

namespace pl::ui {

// The office's own words about money, in one place.

/// "Paid", "Refunded $60.00", "Needs the plumber".
QString paymentStateText(const Payment &payment);
Chip chipOf(const Payment &payment);
/// For the filter, where no single payment is meant.
QString paymentStatusText(PaymentStatus status);
/// "November 2026"
QString monthText(QDate month);
/// "Nov 21, 09:33"; with the year when it is another one. Local time.
QString chargedText(Timestamp at, Timestamp now);

/// What is the matter with a payment and what it means; empty when all is well.
struct PaymentMatter
{
    QString sentence;
    QString icon;
    Tone Colors::*tone = &Colors::slate;
};
PaymentMatter matterOf(const Payment &payment, const QString &plumberName);

/// "Declined: Your card was declined."
QString storySentence(const StoryLine &line, const QString &plumberName, const QString &ownEmail);

} // namespace pl::ui
