#pragma once

#include "models/base/call.h"
#include "models/domain/historycheck.h"
#include "models/supabase/restclient.h"

namespace pl::customer {

/// A line of a history that isn't what was written.
struct BrokenLine
{
    QUuid leadId;
    int sequence = 0;
    HistoryFault fault = HistoryFault::None;
    bool operator==(const BrokenLine &) const = default;
};

struct HistoryReport
{
    static constexpr qsizetype kMaxShown = 20;
    qint64 lines = 0;
    qint64 leads = 0;
    qint64 brokenLines = 0;
    QList<BrokenLine> broken; ///< the first of them

    nlohmann::json toJson() const;
    static Result<HistoryReport> fromJson(const nlohmann::json &answer);
};

/// Verifies the hashes of one lead's history, or of all.
class HistoryCheckCall : public Call<HistoryReport>
{
public:
    /// `rest` must outlive this.
    HistoryCheckCall(supabase::RestClient &rest, std::optional<QUuid> lead, QObject *parent);

private:
    void run() override;
    void take(const nlohmann::json &rows);

    supabase::RestClient &m_rest;
    const std::optional<QUuid> m_lead;
    HistoryCheck m_check;
    HistoryReport m_report;
};

} // namespace pl::customer
