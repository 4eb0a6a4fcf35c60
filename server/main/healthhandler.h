#pragma once

#include "models/supabase/restclient.h"
#include "server/http/router.h"
#include "server/journal/journal.h"

namespace pl {

/// /healthz: the program runs. /readyz: the journal's disk takes writes and the store answers. Both are
/// private (privateRoute()).
class HealthHandler : public QObject
{
    Q_OBJECT
public:
    /// Both must outlive this.
    HealthHandler(journal::Journal &journal, supabase::RestClient &rest, QObject *parent = nullptr);

    void addRoutes(http::Router &router, const QByteArray &token);

private:
    Later<http::Response> ready();

    journal::Journal &m_journal;
    supabase::RestClient &m_rest;
};

} // namespace pl
