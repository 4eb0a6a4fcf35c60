#include "models/replica/erasingcounts.h"

#include "models/base/jsonmember.h"

namespace pl::replica {

Result<ErasingCounts> ErasingCounts::fromJson(const nlohmann::json &answer)
{
    JsonReader r(answer);
    ErasingCounts counts;
    const std::pair<const char *, qint64 ErasingCounts::*> fields[] = {
        {"leads", &ErasingCounts::leads},       {"events", &ErasingCounts::events},
        {"messages", &ErasingCounts::messages}, {"replies", &ErasingCounts::replies},
        {"bodies", &ErasingCounts::bodies},     {"imports", &ErasingCounts::imports},
        {"opt_outs", &ErasingCounts::optOuts},  {"journal", &ErasingCounts::journal},
        {"exports", &ErasingCounts::exports},   {"open_charges", &ErasingCounts::openCharges},
        {"disputes", &ErasingCounts::disputes}};
    for (const auto &[name, member] : fields)
        counts.*member = r.integerOr(name, 0);
    counts.backups = r.optionalStringList("backups");
    counts.files = r.optionalStringList("files");
    return r.finish(counts);
}

Result<WaitingCounts> WaitingCounts::fromJson(const nlohmann::json &answer)
{
    JsonReader r(answer);
    WaitingCounts counts;
    counts.bodies = r.integerOr("bodies", 0);
    for (const nlohmann::json &entry : jsonMember(answer, "journal"))
        counts.journal += {jsonText(entry, "kind"), jsonText(entry, "state"),
                           Timestamp::parse(jsonText(entry, "received_at")), jsonText(entry, "source")};
    return r.finish(counts);
}

} // namespace pl::replica
