#pragma once

#include "server/customer/dueleads.h"
#include "server/customer/erasecall.h"

#include <QTimeZone>

namespace pl::customer {

/// What a night let go, in numbers.
struct LetGo
{
    qint64 leads = 0;
    qint64 messages = 0;
    qint64 activity = 0;
    bool operator==(const LetGo &) const = default;
    bool isNothing() const { return leads + messages + activity == 0; }
};

/// One night's work: lets go of what was kept long enough, in slices, and writes down what the next night will let go
/// (KeepingForecast), so that people see it before it bites. Without the row `keeping_times` it does nothing; before
/// the day on which keeping begins, it only writes what will go then. What sources sent is ItemKeeping's, the journal's
/// keys are its pruner's; but those of leads that were erased go this night, also if another server erased them.
///
/// A crash in between is harmless: the next night finds what is left.
class KeepingCall : public Call<LetGo>
{
public:
    enum class Mode { Night, OnlyForesee };
    KeepingCall(EraseTools tools, Mode mode, QObject *parent);

    /// The day of the night that follows `now`: nights begin at three.
    static QDate nextNight(const QDateTime &now);

private:
    using Next = std::function<void()>;
    void run() override;
    void takeSettings(const nlohmann::json &rows);
    void forgetErased(const Next &next);
    void forgetKeys(const QList<QUuid> &leads, bool wereKnown, const Next &next);
    void eraseLeads();
    void eraseMessages(const Next &next);
    void deleteActivity(const Next &next);
    bool isSameSlice(const nlohmann::json &rows);
    void purge();
    void note();
    void foresee();
    void count(const supabase::Query &query, qint64 KeepingForecast::*into, const Next &next);
    void writeForecast();
    supabase::Query oldMessages(Timestamp at) const;
    supabase::Query oldActivity(Timestamp at) const;

    const EraseTools m_tools;
    const Mode m_mode;
    const Timestamp m_now;
    KeepingTimes m_times;
    QTimeZone m_zone;
    LetGo m_gone;
    QString m_slice; ///< the first row of the last one
    KeepingForecast m_forecast;
};

} // namespace pl::customer
