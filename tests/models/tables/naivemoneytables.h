#pragma once

#include "models/domain/leadname.h"
#include "models/tables/messagetablemodel.h"
#include "models/tables/paymenttablemodel.h"

namespace pl::test {

inline QString nameOf(const replica::OfficeReplica &office, const QUuid &leadId)
{
    const Lead *lead = office.lead(leadId);
    return lead ? calledName(*lead) : QString();
}

inline QString serviceOf(const replica::OfficeReplica &office, const QUuid &leadId)
{
    const Lead *lead = office.lead(leadId);
    return lead ? lead->serviceNeeded : QString();
}

/// As a person would: every word of what was typed somewhere in the texts.
inline bool isFound(const QString &typed, const QStringList &texts)
{
    return SearchWords(typed).occurIn(folded(texts.join(u'\n')));
}

inline int compareTexts(const QString &a, const QString &b)
{
    return QString::localeAwareCompare(a.toCaseFolded(), b.toCaseFolded());
}

inline int compareCharacters(const QString &a, const QString &b)
{
    return folded(a).compare(folded(b));
}

template <class T>
int compareNumbers(T a, T b)
{
    return (a > b) - (a < b);
}

/// What tables of payments and messages show, found out in the simplest way: by their filters and orders.
struct NaiveMoneyTables
{
    const replica::OfficeReplica &office;
    const tables::PaymentTableModel *paidTable;
    const tables::MessageTableModel *sentTable;

    bool matches(const Payment &payment) const
    {
        const tables::PaymentFilter &filter = paidTable->filter();
        return (filter.states.isEmpty() || filter.states.contains(payment.status)) &&
               (filter.plumbers.isEmpty() || filter.plumbers.contains(payment.plumberId)) &&
               (filter.months.isEmpty() || filter.months.contains(monthOf(payment.createdAt))) &&
               isFound(filter.text, {nameOf(office, payment.leadId), serviceOf(office, payment.leadId),
                                     office.plumberName(payment.plumberId), payment.failureMessage.value_or(QString()),
                                     payment.stripePaymentIntentId.value_or(QString())});
    }
    bool matches(const Notification &message) const
    {
        const tables::MessageFilter &filter = sentTable->filter();
        const QUuid lead = message.leadId.value_or(QUuid());
        return (filter.states.isEmpty() || filter.states.contains(stateOf(message))) &&
               (filter.channels.isEmpty() || filter.channels.contains(message.channel)) &&
               isFound(filter.text,
                       {nameOf(office, lead), serviceOf(office, lead), office.plumberName(message.plumberId),
                        message.recipient, message.error.value_or(QString()), message.body.value_or(QString())});
    }
    /// Namesakes stand in the order of their leads.
    int compareCustomers(const QUuid &a, const QUuid &b, bool up) const
    {
        const Lead *one = office.lead(a);
        const Lead *other = office.lead(b);
        if (!one || !other || a == b)
            return compareNumbers(one != nullptr, other != nullptr);
        if (const int order = compareTexts(calledName(*one), calledName(*other)); order != 0)
            return order;
        const bool isFirst = std::pair(-one->createdAt.micros, a) < std::pair(-other->createdAt.micros, b);
        return isFirst == up ? -1 : 1;
    }
    int compare(const Payment &a, const Payment &b, bool up) const
    {
        switch (static_cast<tables::PaymentTableModel::Column>(paidTable->sortColumn())) {
        case tables::PaymentTableModel::ServiceColumn:
            return compareTexts(serviceOf(office, a.leadId), serviceOf(office, b.leadId));
        case tables::PaymentTableModel::CustomerColumn:
            return compareCustomers(a.leadId, b.leadId, up);
        case tables::PaymentTableModel::PlumberColumn:
            return compareTexts(office.plumberName(a.plumberId), office.plumberName(b.plumberId));
        case tables::PaymentTableModel::AmountColumn:
            return compareNumbers(a.amountCents, b.amountCents);
        case tables::PaymentTableModel::StateColumn:
            return compareNumbers(a.status, b.status);
        case tables::PaymentTableModel::FailureColumn:
            return compareCharacters(a.failureMessage.value_or(QString()), b.failureMessage.value_or(QString()));
        case tables::PaymentTableModel::ReceiptColumn:
            return compareNumbers(a.receiptUrl.has_value(), b.receiptUrl.has_value());
        case tables::PaymentTableModel::ChargedColumn:
        case tables::PaymentTableModel::ColumnCount:
            break;
        }
        return compareNumbers(a.createdAt, b.createdAt);
    }
    int compare(const Notification &a, const Notification &b, bool up) const
    {
        const QUuid leadA = a.leadId.value_or(QUuid());
        const QUuid leadB = b.leadId.value_or(QUuid());
        switch (static_cast<tables::MessageTableModel::Column>(sentTable->sortColumn())) {
        case tables::MessageTableModel::ReceiverColumn:
            if (a.isToCustomer() != b.isToCustomer())
                return a.isToCustomer() ? 1 : -1;
            return a.isToCustomer() ? compareCustomers(leadA, leadB, up)
                                    : compareTexts(office.plumberName(a.plumberId), office.plumberName(b.plumberId));
        case tables::MessageTableModel::KindColumn:
            return compareTexts(a.templateName, b.templateName);
        case tables::MessageTableModel::LeadColumn:
            if (const int order = compareTexts(serviceOf(office, leadA), serviceOf(office, leadB)); order != 0)
                return order;
            return compareCustomers(leadA, leadB, up);
        case tables::MessageTableModel::StateColumn:
            return compareNumbers(stateOf(a), stateOf(b));
        case tables::MessageTableModel::ReasonColumn:
            return compareCharacters(replica::messageDetails(a), replica::messageDetails(b));
        case tables::MessageTableModel::AddressColumn:
            return compareCharacters(a.recipient, b.recipient);
        case tables::MessageTableModel::WhenColumn:
        case tables::MessageTableModel::ColumnCount:
            break;
        }
        return compareNumbers(a.createdAt, b.createdAt);
    }
    template <class T>
    QList<QUuid> wanted(const QHash<QUuid, T> &all, Qt::SortOrder order) const
    {
        QList<T> rows;
        for (const T &row : all)
            if (matches(row))
                rows += row;
        const bool up = order == Qt::AscendingOrder;
        std::sort(rows.begin(), rows.end(), [&](const T &a, const T &b) {
            if (const int compared = compare(a, b, up); compared != 0)
                return up ? compared < 0 : compared > 0;
            return a.createdAt != b.createdAt ? a.createdAt > b.createdAt : a.id < b.id;
        });
        QList<QUuid> ids;
        for (const T &row : rows)
            ids += row.id;
        return ids;
    }
};

} // namespace pl::test
