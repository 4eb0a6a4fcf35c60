#include "server/customer/historycheckcall.h"

#include "server/customer/historyread.h"

namespace pl::customer {

using nlohmann::json;

json HistoryReport::toJson() const
{
    json list = json::array();
    for (const BrokenLine &line : broken)
        list.push_back(
            {{"lead_id", pl::toJson(line.leadId)}, {"sequence", line.sequence}, {"fault", enumText(line.fault)}});
    return {{"lines", lines}, {"leads", leads}, {"broken", list}, {"broken_lines", brokenLines}};
}

Result<HistoryReport> HistoryReport::fromJson(const json &answer)
{
    JsonReader r(answer);
    HistoryReport report{r.integer("lines"), r.integer("leads"), r.integerOr("broken_lines", 0), {}};
    for (const json &row : r.raw("broken")) {
        JsonReader line(row);
        report.broken +=
            BrokenLine{line.uuid("lead_id"), int(line.integer("sequence")), line.enumeration<HistoryFault>("fault")};
    }
    return r.finish(report);
}

HistoryCheckCall::HistoryCheckCall(supabase::RestClient &rest, std::optional<QUuid> lead, QObject *parent)
    : Call(parent), m_rest(rest), m_lead(lead)
{
}

void HistoryCheckCall::run()
{
    const QStringList leads = m_lead ? QStringList{m_lead->toString(QUuid::WithoutBraces)} : QStringList();
    auto *reading = new HistoryRead(
        m_rest, leads, [this](const json &rows) { take(rows); }, this);
    then(reading->start(), [this](Done) {
        m_report.lines = m_check.lines();
        m_report.leads = m_check.leads();
        finish(m_report);
    });
}

/// A line that can't even be read is not what was written.
void HistoryCheckCall::take(const json &rows)
{
    for (const json &row : rows) {
        const auto line = HistoryLine::fromJson(row);
        const HistoryFault fault = line ? m_check.add(*line) : HistoryFault::LineAltered;
        if (fault == HistoryFault::None)
            continue;
        ++m_report.brokenLines;
        JsonReader where(row);
        if (m_report.broken.size() < HistoryReport::kMaxShown)
            m_report.broken += BrokenLine{where.uuid("lead_id"), int(where.integerOr("sequence", 0)), fault};
    }
}

} // namespace pl::customer
