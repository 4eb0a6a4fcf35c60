#include "models/replica/keepingrules.h"

#include "models/base/onresult.h"

namespace pl::replica {
namespace {

using supabase::Setting;
using supabase::SettingsStore;

const QString kTimes = QString(QLatin1StringView(KeepingTimes::kKey));
const QString kForecast = QString(QLatin1StringView(KeepingForecast::kKey));

} // namespace

KeepingRules::KeepingRules(supabase::RestClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void KeepingRules::load()
{
    onResult(this, SettingsStore(m_client).read({kTimes, kForecast}),
             [this](const Result<QHash<QString, Setting>> &rows) {
                 if (!rows)
                     return Q_EMIT loadFailed(rows.error());
                 take(*rows);
                 m_loaded = true;
                 Q_EMIT changed();
             });
}

void KeepingRules::take(const QHash<QString, Setting> &rows)
{
    const Setting times = rows.value(kTimes);
    m_version = times.version;
    m_times = times.exists() ? std::optional(KeepingTimes::fromJson(times.value)) : std::nullopt;
    m_forecast.reset();
    if (!rows.contains(kForecast))
        return;
    if (const auto forecast = KeepingForecast::fromJson(rows.value(kForecast).value))
        m_forecast = *forecast;
}

Result<KeepingTimes> KeepingRules::written(const Result<Setting> &row)
{
    if (!row) {
        if (row.error().code != ErrorCode::Outdated)
            return row.error();
        load();
        return Error{ErrorCode::Outdated,
                     QStringLiteral("Somebody else changed this a moment ago. Try again to replace their version.")};
    }
    m_times = KeepingTimes::fromJson(row->value);
    m_version = row->version;
    Q_EMIT changed();
    return *m_times;
}

QFuture<Result<KeepingTimes>> KeepingRules::begin(const KeepingTimes &wanted)
{
    return thenOn(this, SettingsStore(m_client).add(kTimes, wanted.toJson()),
                  [this, wanted](const Result<> &outcome) -> Result<KeepingTimes> {
                      if (!outcome)
                          return written(outcome.error());
                      m_times = wanted;
                      m_version = 1;
                      Q_EMIT changed();
                      return wanted;
                  });
}

QFuture<Result<KeepingTimes>> KeepingRules::change(const KeepingTimes &wanted)
{
    if (!m_times)
        return begin(wanted);
    return thenOn(this, SettingsStore(m_client).replace({kTimes, {}, m_version}, wanted.toJson()),
                  [this](const Result<Setting> &row) { return written(row); });
}

} // namespace pl::replica
