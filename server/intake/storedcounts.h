#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/sourcelimits.h"

#include <QElapsedTimer>

namespace pl::intake {

/// How many rows a query finds, without reading them.
QFuture<Result<qint64>> countRows(supabase::RestClient &rest, supabase::Query query);

/// Tells the limits what the store has of a source's leads of today: those of an earlier run of this server, and of
/// other servers. Asks when a source with a daily cap sends, at most every minute; so several servers together may
/// exceed a cap by what they take within a minute.
class StoredCounts : public QObject
{
    Q_OBJECT
public:
    /// `rest` must outlive this.
    StoredCounts(supabase::RestClient &rest, std::shared_ptr<SourceLimits> limits, SourceLimits::Clock clock,
                 QObject *parent = nullptr);

    void refresh(const Source &source);

private:
    supabase::RestClient &m_rest;
    const std::shared_ptr<SourceLimits> m_limits;
    const SourceLimits::Clock m_clock;
    QHash<QUuid, qint64> m_askedMinute;
};

} // namespace pl::intake
