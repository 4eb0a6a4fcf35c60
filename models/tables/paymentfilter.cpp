#include "models/tables/paymentfilter.h"

#include "models/domain/leadname.h"

namespace pl::tables {
namespace {

QString paymentWords(const Payment &payment)
{
    const QStringList parts{payment.failureMessage.value_or(QString()), payment.refundReason.value_or(QString()),
                            payment.stripePaymentIntentId.value_or(QString())};
    return parts.join(u'\n');
}

QStringList namesIn(const Payment &payment, const replica::OfficeReplica &office)
{
    const Lead *lead = office.lead(payment.leadId);
    QStringList names{office.plumberName(payment.plumberId)};
    if (lead)
        names += {calledName(*lead), lead->serviceNeeded};
    return names;
}

} // namespace

bool PaymentFilter::matches(const Payment &payment, const replica::OfficeReplica &office,
                            const TextSearch &search) const
{
    return (states.isEmpty() || states.contains(payment.status)) &&
           (plumbers.isEmpty() || plumbers.contains(payment.plumberId)) &&
           (months.isEmpty() || months.contains(monthOf(payment.createdAt))) &&
           (search.isEmpty() || search.finds(payment.id, payment.version, namesIn(payment, office),
                                             [&payment] { return paymentWords(payment); }));
}

} // namespace pl::tables
