#pragma once

#include "models/base/call.h"
#include "models/domain/keepingtimes.h"
#include "models/supabase/restclient.h"
#include "server/customer/leaderasing.h"

#include <functional>

namespace pl::customer {

/// Completed leads whose personal data were kept long enough at a moment, slice by slice, the oldest first. A lead that
/// a plumber had at some time is kept as proof, also if it was taken back. Answers how many there were.
class DueLeads : public Call<qint64>
{
public:
    static constexpr int kSlice = 100;

    /// Finishes when the next slice may come.
    using Take = std::function<QFuture<Result<int>>(const QList<ErasableLead> &leads)>;
    /// `rest` must outlive this. `take`: null to count only.
    DueLeads(supabase::RestClient &rest, const KeepingTimes &times, Timestamp at, Take take, QObject *parent);

private:
    void run() override { read(nullptr); }
    void read(const nlohmann::json &last);
    void sort(const nlohmann::json &rows);
    void handOn(const nlohmann::json &rows, const QStringList &sold);

    supabase::RestClient &m_rest;
    const KeepingTimes m_times;
    const Timestamp m_at;
    const Take m_take;
    qint64 m_due = 0;
};

/// The moment so many days before.
Timestamp daysBefore(Timestamp at, int days);

} // namespace pl::customer
