#pragma once

#include "models/base/answer.h"
#include "models/domain/keepingtimes.h"
#include "models/supabase/settingsstore.h"

#include <QObject>

namespace pl::replica {

/// How long the office keeps what it knows about customers, for the admin who changes it: as it is on the server, and
/// what the next night would let go. Lives on the GUI thread; every call finishes exactly once.
class KeepingRules : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive the rules.
    explicit KeepingRules(supabase::RestClient &client, QObject *parent = nullptr);

    void load();
    bool isLoaded() const { return m_loaded; }
    /// Nothing: the office lets nothing go.
    const std::optional<KeepingTimes> &times() const { return m_times; }
    /// Nothing until a server has counted.
    const std::optional<KeepingForecast> &forecast() const { return m_forecast; }
    /// Outdated when somebody else changed them meanwhile: then nothing was written, and they are being read already.
    QFuture<Result<KeepingTimes>> change(const KeepingTimes &wanted);

Q_SIGNALS:
    void changed();
    void loadFailed(const pl::Error &error);

private:
    void take(const QHash<QString, supabase::Setting> &rows);
    Result<KeepingTimes> written(const Result<supabase::Setting> &row);
    QFuture<Result<KeepingTimes>> begin(const KeepingTimes &wanted);

    supabase::RestClient &m_client;
    bool m_loaded = false;
    std::optional<KeepingTimes> m_times;
    std::optional<KeepingForecast> m_forecast;
    qint64 m_version = 0;
};

} // namespace pl::replica
