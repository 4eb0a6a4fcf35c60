#include "models/tables/paymentfilter.h"

namespace pl::tables {
namespace {

bool textMatches(const QString &wanted, const Payment &payment, const replica::OfficeReplica &office)
{
    const Lead *lead = office.lead(payment.leadId);
    const QString texts[] = {
        lead ? lead->fullName() : QString(),      lead ? lead->serviceNeeded : QString(),
        office.plumberName(payment.plumberId),    payment.failureMessage.value_or(QString()),
        payment.refundReason.value_or(QString()), payment.stripePaymentIntentId.value_or(QString())};
    const auto words = QStringView(wanted).split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](QStringView word) {
        return std::any_of(std::begin(texts), std::end(texts),
                           [&](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

} // namespace

bool PaymentFilter::matches(const Payment &payment, const replica::OfficeReplica &office) const
{
    return (states.isEmpty() || states.contains(payment.status)) &&
           (plumbers.isEmpty() || plumbers.contains(payment.plumberId)) &&
           (months.isEmpty() || months.contains(monthOf(payment.createdAt))) &&
           (text.isEmpty() || textMatches(text, payment, office));
}

} // namespace pl::tables
