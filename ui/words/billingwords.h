#pragma once

#include "models/domain/paymentstory.h"
#include "ui/style/chip.h"

namespace pl::ui {

// What the office says about money, in one place. Times are in moments.h.

/// "Paid", "Refunded $60.00", "Plumber must act".
QString paymentStateText(const Payment &payment);
Chip chipOf(const Payment &payment);
/// For a filter: the status without the details of one payment.
QString paymentStatusText(PaymentStatus status);
/// "November 2026"
QString monthText(QDate month);

/// What needs attention about a payment; an empty sentence when nothing does.
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
