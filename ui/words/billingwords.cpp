#include "ui/words/billingwords.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace pl::ui {
namespace {

QString billingWords(const char *text)
{
    return QCoreApplication::translate("pl::ui::BillingWords", text);
}

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

/// The lead has gone on, and the server won't try again.
bool isRefundGivenUp(const Payment &payment)
{
    return payment.status == PaymentStatus::RefundRequested && payment.failureCode == u"refund_given_up";
}

QString withReason(const QString &sentence, const QString &reason)
{
    return reason.isEmpty() ? sentence : sentence + QStringLiteral(": ") + reason;
}

} // namespace

QString paymentStatusText(PaymentStatus status)
{
    switch (status) {
    case PaymentStatus::Pending:
        return QStringLiteral("Waiting");
    case PaymentStatus::Processing:
        return QStringLiteral("Charging");
    case PaymentStatus::Succeeded:
        return QStringLiteral("Paid");
    case PaymentStatus::Failed:
        return QStringLiteral("Declined");
    case PaymentStatus::RefundRequested:
        return QStringLiteral("Refund asked for");
    case PaymentStatus::Refunded:
        return QStringLiteral("Refunded");
    case PaymentStatus::Disputed:
        return QStringLiteral("Disputed");
    case PaymentStatus::Void:
        break;
    }
    return QStringLiteral("Not charged");
}

QString paymentStateText(const Payment &payment)
{
    if (needsPlumber(payment))
        return QStringLiteral("Needs the plumber");
    if (payment.status == PaymentStatus::Succeeded && payment.amountCents == 0)
        return QStringLiteral("Free");
    if (isRefundGivenUp(payment))
        return billingWords("Refund failed");
    if (payment.status == PaymentStatus::Refunded ||
        (payment.status == PaymentStatus::Succeeded && payment.refundedCents > 0))
        return QStringLiteral("Refunded %1").arg(moneyText(payment.refunded()));
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

QString chargedText(Timestamp at, Timestamp now)
{
    const QDateTime local = at.toDateTime().toLocalTime();
    const bool thisYear = local.date().year() == now.toDateTime().toLocalTime().date().year();
    return QLocale().toString(local, thisYear ? QStringLiteral("MMM d, HH:mm") : QStringLiteral("MMM d yyyy, HH:mm"));
}

PaymentMatter matterOf(const Payment &payment, const QString &plumberName)
{
    const QString card = QStringLiteral("credit-card");
    switch (payment.status) {
    case PaymentStatus::Failed:
        if (needsCard(payment))
            return {QStringLiteral("%1 must give a card").arg(plumberName), card, &Colors::amber};
        if (needsBank(payment))
            return {QStringLiteral("%1's bank wants a confirmation").arg(plumberName), card, &Colors::amber};
        return {payment.failureMessage.value_or(QStringLiteral("The card could not be charged.")), card, &Colors::red};
    case PaymentStatus::Disputed:
        return {QStringLiteral("%1 disputes this charge at the bank: answer at Stripe").arg(plumberName),
                QStringLiteral("triangle-alert"), &Colors::red};
    case PaymentStatus::RefundRequested:
        if (isRefundGivenUp(payment))
            return {billingWords("%1 Pay it back another way.").arg(payment.failureMessage.value_or(QString())),
                    QStringLiteral("triangle-alert"), &Colors::red};
        return {QStringLiteral("A refund of %1 is asked for; the server makes it")
                    .arg(moneyText(payment.refundRequested())),
                QStringLiteral("hourglass"), &Colors::violet};
    case PaymentStatus::Pending:
    case PaymentStatus::Processing:
        return {QStringLiteral("The charge is on its way"), QStringLiteral("hourglass"), &Colors::blue};
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
                   ? QStringLiteral("Assigned to %1, a charge of %2 made").arg(plumberName, amount)
                   : QStringLiteral("%1 assigned this to %2, a charge of %3 made").arg(who, plumberName, amount);
    case StoryKind::Unassigned:
        return QStringLiteral("%1 took this back from %2").arg(who, plumberName);
    case StoryKind::Charging:
        return QStringLiteral("Stripe was asked for %1, no answer yet").arg(amount);
    case StoryKind::Free:
        return QStringLiteral("Costs nothing, nobody was charged");
    case StoryKind::Paid:
        return QStringLiteral("%1 paid").arg(amount);
    case StoryKind::Declined:
        return withReason(QStringLiteral("Declined"), line.note);
    case StoryKind::NeedsPlumber:
        return QStringLiteral("The bank wants %1 to confirm").arg(plumberName);
    case StoryKind::RefundAsked:
        return withReason(QStringLiteral("A refund of %1 is asked for").arg(amount), line.note);
    case StoryKind::RefundStarted:
        return QStringLiteral("The refund of %1 is on its way").arg(amount);
    case StoryKind::Refunded:
        return withReason(QStringLiteral("%1 refunded").arg(amount), line.note);
    case StoryKind::RefundFailed:
        return withReason(QStringLiteral("The refund of %1 failed").arg(amount), line.note);
    case StoryKind::Disputed:
        return withReason(QStringLiteral("%1 disputed %2 at the bank").arg(plumberName, amount), line.note);
    case StoryKind::DisputeWon:
        return QStringLiteral("The bank decided for the office");
    case StoryKind::DisputeLost:
        return QStringLiteral("The bank decided for %1, the money is gone").arg(plumberName);
    }
    return {};
}

} // namespace pl::ui
