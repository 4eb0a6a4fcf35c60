#include "server/customer/erasecounts.h"

#include "models/base/jsonmember.h"
#include "models/domain/payment.h"

namespace pl::customer {

using nlohmann::json;

namespace {

struct CountName
{
    const char *name;
    qint64 EraseCounts::*count;
};

constexpr CountName kCounts[] = {{"leads", &EraseCounts::leads},       {"events", &EraseCounts::events},
                                 {"messages", &EraseCounts::messages}, {"replies", &EraseCounts::replies},
                                 {"bodies", &EraseCounts::bodies},     {"imports", &EraseCounts::imports},
                                 {"opt_outs", &EraseCounts::optOuts},  {"journal", &EraseCounts::journal},
                                 {"exports", &EraseCounts::exports},   {"open_charges", &EraseCounts::openCharges},
                                 {"disputes", &EraseCounts::disputes}};

bool isStaying(const CountName &counted)
{
    return counted.count == &EraseCounts::openCharges || counted.count == &EraseCounts::disputes;
}

void countPayments(const json &payments, EraseCounts &counts)
{
    for (const json &row : payments) {
        const auto status = enumFromName<PaymentStatus>(jsonText(row, "status"));
        const bool isOpen = status == PaymentStatus::Pending || status == PaymentStatus::Processing ||
                            status == PaymentStatus::Failed || status == PaymentStatus::RefundRequested;
        counts.openCharges += isOpen ? 1 : 0;
        counts.disputes += status == PaymentStatus::Disputed ? 1 : 0;
    }
}

} // namespace

bool EraseCounts::isNothing() const
{
    return std::all_of(std::begin(kCounts), std::end(kCounts),
                       [this](const CountName &counted) { return isStaying(counted) || this->*counted.count == 0; });
}

EraseCounts EraseCounts::of(const FoundPerson &found, const FolderReport &folder)
{
    EraseCounts counts;
    for (const LeadFile &lead : found.file.leads) {
        ++counts.leads;
        counts.events += qint64(lead.history.size());
        counts.messages += qint64(lead.messages.size());
        countPayments(lead.payments, counts);
    }
    counts.replies = qint64(found.file.replies.size());
    counts.bodies = qint64(found.bodies.size());
    counts.imports = found.importChanges;
    counts.optOuts = found.optOuts;
    counts.journal = found.entries.size();
    counts.exports = folder.changed;
    counts.backups = folder.backups;
    counts.files = folder.left;
    return counts;
}

void EraseCounts::add(const EraseCounts &more)
{
    for (const CountName &counted : kCounts)
        this->*counted.count += more.*counted.count;
    backups = more.backups;
    files = more.files;
}

json EraseCounts::toJson() const
{
    json object{{"backups", pl::toJson(backups)}, {"files", pl::toJson(files)}};
    for (const CountName &counted : kCounts)
        object[counted.name] = this->*counted.count;
    return object;
}

Result<EraseCounts> EraseCounts::fromJson(const json &answer)
{
    JsonReader r(answer);
    EraseCounts counts;
    for (const CountName &counted : kCounts)
        counts.*counted.count = r.integerOr(counted.name, 0);
    counts.backups = r.optionalStringList("backups");
    counts.files = r.optionalStringList("files");
    return r.finish(counts);
}

} // namespace pl::customer
