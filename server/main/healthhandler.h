#pragma once

#include "models/supabase/restclient.h"
#include "server/http/router.h"
#include "server/journal/journal.h"
#include "server/main/dutywatch.h"

namespace pl {

/// /healthz: the program is running. /readyz: the journal's disk takes writes and the store answers. It also lists the
/// duties that have been failing for ten minutes; a server is ready for leads despite them. Both are private
/// (privateRoute()).
class HealthHandler : public QObject
{
    Q_OBJECT
public:
    /// All three must outlive this.
    HealthHandler(journal::Journal &journal, supabase::RestClient &rest, const DutyWatch &duties,
                  QObject *parent = nullptr);

    void addRoutes(http::Router &router, const QByteArray &token);

private:
    Later<http::Response> ready();

    journal::Journal &m_journal;
    supabase::RestClient &m_rest;
    const DutyWatch &m_duties;
};

} // namespace pl
