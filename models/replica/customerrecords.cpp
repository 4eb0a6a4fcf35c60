#include "models/replica/customerrecords.h"

namespace pl::replica {
namespace {

/// False, and the error, at the first row that can't be read.
template <class T>
bool readTyped(const nlohmann::json &rows, QList<T> &into, Error &error)
{
    for (const nlohmann::json &row : rows) {
        const Result<T> read = T::fromJson(row);
        if (!read) {
            error = {ErrorCode::Protocol, read.error().message, read.error().fields};
            return false;
        }
        into += *read;
    }
    return true;
}

QList<BrokenLine> brokenIn(const QList<HistoryLine> &history)
{
    QList<BrokenLine> broken;
    HistoryCheck check;
    for (const HistoryLine &line : history) {
        const HistoryFault fault = check.add(line);
        if (fault != HistoryFault::None && (broken.isEmpty() || broken.last().leadId != line.leadId))
            broken += {line.leadId, line.sequence, fault};
    }
    return broken;
}

void sortAll(CustomerRecords &records)
{
    std::stable_sort(records.leads.begin(), records.leads.end(),
                     [](const KeptLead &a, const KeptLead &b) { return b.lead.createdAt < a.lead.createdAt; });
    std::stable_sort(records.messages.begin(), records.messages.end(), [](const KeptMessage &a, const KeptMessage &b) {
        return a.message.createdAt < b.message.createdAt;
    });
    std::stable_sort(records.history.begin(), records.history.end(), [](const HistoryLine &a, const HistoryLine &b) {
        return std::pair(a.leadId, a.sequence) < std::pair(b.leadId, b.sequence);
    });
}

} // namespace

Result<KeptLead> KeptLead::fromJson(const nlohmann::json &row)
{
    return Lead::fromJson(row).transform([&row](const Lead &lead) {
        return KeptLead{lead, row.value("consent", nlohmann::json())};
    });
}

Result<KeptMessage> KeptMessage::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    const auto words = r.optionalString("sent_text");
    return Notification::fromJson(row).andThen([&](const Notification &message) {
        return r.finish(KeptMessage{message, words});
    });
}

const KeptLead *CustomerRecords::lead(const QUuid &id) const
{
    const auto it =
        std::find_if(leads.cbegin(), leads.cend(), [&id](const KeptLead &one) { return one.lead.id == id; });
    return it == leads.cend() ? nullptr : &*it;
}

Result<CustomerRecords> CustomerRecords::of(const CustomerKey &key, const customer::StoredRows &rows, bool withMoney)
{
    CustomerRecords records;
    QList<Payment> payments;
    Error error;
    const bool isWhole = readTyped(rows.leads, records.leads, error) &&
                         readTyped(rows.history, records.history, error) &&
                         readTyped(rows.messages, records.messages, error) &&
                         readTyped(rows.items, records.items, error) && readTyped(rows.payments, payments, error);
    if (!isWhole)
        return error;
    const auto refusals = DoNotContact::fromJson(rows.refusals);
    if (!refusals)
        return refusals.error();
    records.doNotContact = *refusals;
    if (withMoney)
        records.payments = payments;
    sortAll(records);
    records.broken = brokenIn(records.history);
    records.file = customer::PersonFile::of(key, rows);
    return records;
}

} // namespace pl::replica
