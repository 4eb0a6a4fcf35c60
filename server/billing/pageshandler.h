#pragma once

#include "server/billing/chargecall.h"
#include "server/http/router.h"

namespace pl::billing {

/// Permanent links: GET /pages/{id} redirects to the page at Stripe named in the row of `hosted_pages`, or, if that
/// card page is closed, to a new one. Stripe sends people back to GET /pages/done. There is no other authentication: an
/// id can't be guessed.
class PagesHandler : public QObject
{
    Q_OBJECT
public:
    /// The tools must outlive this.
    explicit PagesHandler(MoneyTools &tools, QObject *parent = nullptr) : QObject(parent), m_tools(tools) {}

    void addRoutes(http::Router &router);

private:
    Later<http::Response> lead(const QUuid &page);

    MoneyTools &m_tools;
};

} // namespace pl::billing
