#include "models/domain/statement.h"

#include "models/domain/leadname.h"

namespace pl {
namespace {

void count(Statement &statement, const Payment &payment)
{
    if (!payment.isCharged())
        return statement.open.add(payment.amount());
    statement.charged.add(payment.amount());
    statement.refunded.add(payment.refunded());
    statement.paid.add({payment.amountCents - payment.refundedCents, payment.currency});
}

QList<Payment> chargedIn(QDate month, const Plumber &plumber, const QList<Payment> &payments)
{
    QList<Payment> wanted;
    for (const Payment &payment : payments)
        if (payment.plumberId == plumber.id && payment.status != PaymentStatus::Void &&
            monthOf(payment.createdAt) == month)
            wanted += payment;
    std::sort(wanted.begin(), wanted.end(), [](const Payment &a, const Payment &b) {
        return a.createdAt != b.createdAt ? a.createdAt < b.createdAt : a.id < b.id;
    });
    return wanted;
}

} // namespace

Statement makeStatement(const Plumber &plumber, QDate month, const QList<Payment> &payments, const QString &currency,
                        const std::function<const Lead *(const QUuid &)> &leadOf)
{
    Statement statement{plumber, month, currency, {}, {}, {}, {}, {}};
    for (const Payment &payment : chargedIn(month, plumber, payments)) {
        const Lead *lead = leadOf(payment.leadId);
        statement.lines += {payment, lead ? lead->serviceNeeded : QString(), lead ? calledName(*lead) : QString()};
        count(statement, payment);
    }
    return statement;
}

} // namespace pl
