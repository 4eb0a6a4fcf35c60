#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/sourcelimits.h"

#include <QElapsedTimer>

namespace pl::intake {

/// Counts the rows of a query without reading them.
QFuture<Result<qint64>> countRows(supabase::RestClient &rest, supabase::Query query);

/// Tells the limits how many of a source's leads from today are in the store: from an earlier run of this server and
/// from other servers. Asks when a source with a daily cap sends, at most once a minute, so several servers together
/// may exceed a cap by what they accept within a minute.
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
