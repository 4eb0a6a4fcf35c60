#include "ui/words/billingwords.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace pl::ui {
namespace {

struct BillingWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::BillingWords)
};

bool failedBy(const Payment &payment, const QStringList &codes)
{
    return payment.status == PaymentStatus::Failed && codes.contains(payment.failureCode.value_or(QString()));
}

bool needsBank(const Payment &payment)
{
    return failedBy(payment, {QStringLiteral("authentication_required"), QStringLiteral("requires_action")});
}

bool needsCard(const Payment &payment)
{
    return failedBy(payment, {QStringLiteral("no_card"), QStringLiteral("no_payment_method")});
}

bool needsPlumber(const Payment &payment)
{
    return needsBank(payment) || needsCard(payment);
}

/// The server won't try this refund again.
bool isRefundGivenUp(const Payment &payment)
{
    return payment.status == PaymentStatus::RefundRequested && payment.failureCode == u"refund_given_up";
}

QString withReason(const QString &sentence, const QString &reason)
{
    return reason.isEmpty() ? sentence : BillingWords::tr("%1: %2", "what happened, and why").arg(sentence, reason);
}

} // namespace

QString paymentStatusText(PaymentStatus status)
{
    switch (status) {
    case PaymentStatus::Pending:
        return BillingWords::tr("Waiting");
    case PaymentStatus::Processing:
        return BillingWords::tr("Charging");
    case PaymentStatus::Succeeded:
        return BillingWords::tr("Paid");
    case PaymentStatus::Failed:
        return BillingWords::tr("Declined");
    case PaymentStatus::RefundRequested:
        return BillingWords::tr("Refund requested");
    case PaymentStatus::Refunded:
        return BillingWords::tr("Refunded");
    case PaymentStatus::Disputed:
        return BillingWords::tr("Disputed");
    case PaymentStatus::Void:
        break;
    }
    return BillingWords::tr("Not charged");
}

QString paymentStateText(const Payment &payment)
{
    if (needsPlumber(payment))
        return BillingWords::tr("Plumber must act");
    if (payment.status == PaymentStatus::Succeeded && payment.amountCents == 0)
        return BillingWords::tr("Free");
    if (isRefundGivenUp(payment))
        return BillingWords::tr("Refund failed");
    if (payment.status == PaymentStatus::Refunded ||
        (payment.status == PaymentStatus::Succeeded && payment.refundedCents > 0))
        return BillingWords::tr("Refunded %1").arg(moneyText(payment.refunded()));
    return paymentStatusText(payment.status);
}

Chip chipOf(const Payment &payment)
{
    const QString text = paymentStateText(payment);
    switch (payment.status) {
    case PaymentStatus::Pending:
    case PaymentStatus::Processing:
        return {text, &Colors::blue};
    case PaymentStatus::Succeeded:
        return {text, payment.refundedCents > 0 ? &Colors::slate : &Colors::green};
    case PaymentStatus::Failed:
        return {text, needsPlumber(payment) ? &Colors::amber : &Colors::red};
    case PaymentStatus::RefundRequested:
        return {text, isRefundGivenUp(payment) ? &Colors::red : &Colors::violet};
    case PaymentStatus::Disputed:
        return {text, &Colors::red};
    case PaymentStatus::Refunded:
    case PaymentStatus::Void:
        break;
    }
    return {text, &Colors::slate};
}

QString monthText(QDate month)
{
    return QLocale().toString(month, QStringLiteral("MMMM yyyy"));
}

PaymentMatter matterOf(const Payment &payment, const QString &plumberName)
{
    const QString card = QStringLiteral("credit-card");
    switch (payment.status) {
    case PaymentStatus::Failed:
        if (needsCard(payment))
            return {BillingWords::tr("%1 must add a card").arg(plumberName), card, &Colors::amber};
        if (needsBank(payment))
            return {BillingWords::tr("%1 must confirm the payment with the bank").arg(plumberName), card,
                    &Colors::amber};
        return {payment.failureMessage.value_or(BillingWords::tr("The card could not be charged.")), card,
                &Colors::red};
    case PaymentStatus::Disputed:
        return {BillingWords::tr("%1 disputed this charge with the bank. Respond at Stripe.").arg(plumberName),
                QStringLiteral("triangle-alert"), &Colors::red};
    case PaymentStatus::RefundRequested:
        if (isRefundGivenUp(payment))
            return {BillingWords::tr("%1 Pay it back another way.").arg(payment.failureMessage.value_or(QString())),
                    QStringLiteral("triangle-alert"), &Colors::red};
        return {BillingWords::tr("Refund of %1 requested; being processed").arg(moneyText(payment.refundRequested())),
                QStringLiteral("hourglass"), &Colors::violet};
    case PaymentStatus::Pending:
    case PaymentStatus::Processing:
        return {BillingWords::tr("The charge is being processed"), QStringLiteral("hourglass"), &Colors::blue};
    case PaymentStatus::Succeeded:
        if (payment.failureMessage)
            return {*payment.failureMessage, QStringLiteral("triangle-alert"), &Colors::amber};
        break;
    case PaymentStatus::Refunded:
    case PaymentStatus::Void:
        break;
    }
    return {};
}

QString storySentence(const StoryLine &line, const QString &plumberName, const QString &ownEmail)
{
    const QString amount = moneyText(line.money);
    const QString who = line.actor.isEmpty() ? QString() : actorName(line.actor, ownEmail);
    switch (line.kind) {
    case StoryKind::Made:
        return who.isEmpty()
                   ? BillingWords::tr("Assigned to %1; charge of %2 created").arg(plumberName, amount)
                   : BillingWords::tr("%1 assigned this to %2; charge of %3 created").arg(who, plumberName, amount);
    case StoryKind::Unassigned:
        return BillingWords::tr("%1 took this back from %2").arg(who, plumberName);
    case StoryKind::Charging:
        return BillingWords::tr("Charge of %1 sent to Stripe; no answer yet").arg(amount);
    case StoryKind::Free:
        return BillingWords::tr("Free; nobody was charged");
    case StoryKind::Paid:
        return BillingWords::tr("%1 paid").arg(amount);
    case StoryKind::Declined:
        return withReason(BillingWords::tr("Declined"), line.note);
    case StoryKind::NeedsPlumber:
        return BillingWords::tr("The bank asks %1 to confirm the payment").arg(plumberName);
    case StoryKind::RefundRequested:
        return withReason(BillingWords::tr("Refund of %1 requested").arg(amount), line.note);
    case StoryKind::RefundStarted:
        return BillingWords::tr("Refund of %1 is being processed").arg(amount);
    case StoryKind::Refunded:
        return withReason(BillingWords::tr("%1 refunded").arg(amount), line.note);
    case StoryKind::RefundFailed:
        return withReason(BillingWords::tr("Refund of %1 failed").arg(amount), line.note);
    case StoryKind::Disputed:
        return withReason(BillingWords::tr("%1 disputed %2 with the bank").arg(plumberName, amount), line.note);
    case StoryKind::DisputeWon:
        return BillingWords::tr("The bank decided in the office's favor");
    case StoryKind::DisputeLost:
        return BillingWords::tr("The bank decided in %1's favor; the money is gone").arg(plumberName);
    }
    return {};
}

} // namespace pl::ui
