#include "server/billing/difference.h"

#include "server/billing/paymentsync.h"
#include "server/billing/rowids.h"

namespace pl::billing {

namespace {

using DifferenceKind = Difference::Kind;
using State = StripePayment::State;

constexpr qint64 kLongWaitSeconds = 3600;

bool isUnderWay(const PaymentRow &row)
{
    return row.status == PaymentStatus::Processing ||
           (row.status == PaymentStatus::RefundRequested && !row.isGivenUp());
}

bool hasMoney(const StripePayment &stripe)
{
    return stripe.state == State::Paid || stripe.state == State::Processing;
}

QString columnsOf(const nlohmann::json &changes)
{
    QStringList names;
    for (const auto &[column, value] : changes.items())
        names += QString::fromStdString(column);
    return names.join(QStringLiteral(", "));
}

/// One pass over the books.
class Comparison
{
public:
    Comparison(const Books &books, Timestamp now) : m_books(books), m_now(now)
    {
        for (const PaymentRow &row : books.rows)
            m_rows.insert(row.id, &row);
        for (const StripePayment &payment : books.payments) {
            m_intents.insert(payment.intentId, &payment);
            if (!payment.paymentId.isNull())
                m_byPayment.insert(payment.paymentId, &payment);
        }
        for (const PlumberCard &plumber : books.plumbers)
            m_customers.insert(plumber.customer);
    }

    QList<Difference> run()
    {
        for (const StripePayment &payment : m_books.payments)
            checkIntent(payment);
        for (const PaymentRow &row : m_books.rows)
            checkRow(row);
        for (const PlumberCard &plumber : m_books.plumbers)
            checkCard(plumber);
        return m_found;
    }

private:
    void add(DifferenceKind kind, const PaymentRow &row, const QString &stripeId, const QString &detail)
    {
        m_found.append({kind, row.id, row.plumberId, stripeId, detail});
    }

    void checkIntent(const StripePayment &payment)
    {
        const bool isOurs = !payment.paymentId.isNull() || m_customers.contains(payment.customer);
        if (!isOurs || !hasMoney(payment) || m_rows.contains(payment.paymentId))
            return;
        m_found.append({DifferenceKind::ChargedWithoutRow,
                        {},
                        {},
                        payment.intentId,
                        QStringLiteral("Stripe took %1 cents without a payment of ours.").arg(payment.amountCents)});
    }

    void checkRow(const PaymentRow &row)
    {
        const bool waitsLong = row.updatedAt.secondsTo(m_now) > kLongWaitSeconds;
        if (isUnderWay(row) && waitsLong)
            add(DifferenceKind::Waiting, row, row.stripePaymentIntentId.value_or(QString()),
                QStringLiteral("It has been %1 for more than an hour.").arg(enumName(row.status)));
        if (isUnderWay(row) && !waitsLong)
            return;
        checkTwice(row);
        const StripePayment *stripe = row.stripePaymentIntentId ? m_intents.value(*row.stripePaymentIntentId) : nullptr;
        if (!stripe && row.isCharged() && row.amountCents > 0)
            add(DifferenceKind::RowWithoutCharge, row, row.stripePaymentIntentId.value_or(QString()),
                QStringLiteral("The payment is %1, but Stripe has no record of it.").arg(enumName(row.status)));
        if (stripe)
            compare(row, *stripe);
        else if (!row.isCharged())
            checkForgotten(row);
    }

    void checkTwice(const PaymentRow &row)
    {
        int paid = 0;
        const auto payments = m_byPayment.values(row.id);
        for (const StripePayment *payment : payments)
            paid += payment->state == State::Paid && payment->refundedCents < payment->amountCents;
        if (paid > 1)
            add(DifferenceKind::ChargedTwice, row, payments.first()->intentId,
                QStringLiteral("Stripe took the money %1 times.").arg(paid));
    }

    /// Looks for a charge that the row doesn't know about.
    void checkForgotten(const PaymentRow &row)
    {
        for (const StripePayment *payment : m_byPayment.values(row.id))
            if (payment->state == State::Paid)
                compare(row, *payment);
    }

    void compare(const PaymentRow &row, const StripePayment &stripe)
    {
        if (stripe.amountCents != row.amountCents || stripe.currency != row.currency)
            add(DifferenceKind::Amount, row, stripe.intentId,
                QStringLiteral("The payment is for %1 %2, but at Stripe it is for %3 %4 (in cents).")
                    .arg(row.amountCents)
                    .arg(row.currency)
                    .arg(stripe.amountCents)
                    .arg(stripe.currency));
        if (const auto changes = changesFor(row, stripe); !changes.empty() && !isLocalNote(row, changes))
            add(DifferenceKind::State, row, stripe.intentId,
                QStringLiteral("Stripe differs in: %1.").arg(columnsOf(changes)));
        const bool isPaid = stripe.state == State::Paid && row.status == PaymentStatus::Succeeded;
        if (isPaid && row.holder != row.plumberId)
            add(DifferenceKind::LostLead, row, stripe.intentId, QStringLiteral("The plumber no longer has the lead."));
    }

    /// If Stripe refused to create a refund, the reason is recorded only here.
    static bool isLocalNote(const PaymentRow &row, const nlohmann::json &changes)
    {
        const bool isAboutFailure = std::all_of(changes.items().begin(), changes.items().end(), [](const auto &change) {
            return change.key() == "failure_code" || change.key() == "failure_message";
        });
        return isAboutFailure && row.isCharged() && row.failureCode.has_value();
    }

    void checkCard(const PlumberCard &plumber)
    {
        const auto customer = m_books.customers.constFind(plumber.customer);
        if (customer == m_books.customers.cend())
            m_found.append({DifferenceKind::Customer,
                            {},
                            plumber.plumber,
                            plumber.customer,
                            QStringLiteral("Stripe does not have this plumber's customer.")});
        else if (*customer != plumber.isReady)
            m_found.append({DifferenceKind::Card,
                            {},
                            plumber.plumber,
                            plumber.customer,
                            *customer
                                ? QStringLiteral("Stripe has a card, but the plumber's row says there is none.")
                                : QStringLiteral("Stripe has no card, but the plumber's row says there is one.")});
    }

    const Books &m_books;
    const Timestamp m_now;
    QHash<QUuid, const PaymentRow *> m_rows;
    QHash<QString, const StripePayment *> m_intents;
    QMultiHash<QUuid, const StripePayment *> m_byPayment;
    QSet<QString> m_customers;
    QList<Difference> m_found;
};

} // namespace

nlohmann::json Difference::row() const
{
    const QString subject = QString(enumName(kind)) + u'/' + stripeId + u'/' +
                            payment.value_or(plumber.value_or(QUuid())).toString() + u'/' + detail;
    return {{"id", toJson(rowId("exception", subject.toUtf8()))},
            {"kind", enumText(kind)},
            {"payment_id", toJson(payment)},
            {"plumber_id", toJson(plumber)},
            {"stripe_id", stripeId.isEmpty() ? nlohmann::json() : toJson(stripeId)},
            {"detail", toJson(detail)}};
}

QList<Difference> differencesIn(const Books &books, Timestamp now)
{
    return Comparison(books, now).run();
}

} // namespace pl::billing
