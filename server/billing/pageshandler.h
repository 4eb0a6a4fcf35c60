#pragma once

#include "models/supabase/restclient.h"
#include "server/http/router.h"

namespace pl::billing {

/// Links that stay good: GET /pages/{id} leads on to the page at Stripe that the row of `hosted_pages` names now, and
/// Stripe sends people back to GET /pages/done. An id can't be guessed; nothing else is asked.
class PagesHandler : public QObject
{
    Q_OBJECT
public:
    /// The client must outlive this.
    explicit PagesHandler(supabase::RestClient &rest, QObject *parent = nullptr) : QObject(parent), m_rest(rest) {}

    void addRoutes(http::Router &router);

private:
    QFuture<http::Response> lead(const QUuid &page);

    supabase::RestClient &m_rest;
};

} // namespace pl::billing
