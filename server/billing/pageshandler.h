#pragma once

#include "server/billing/chargecall.h"
#include "server/http/router.h"

namespace pl::billing {

/// Links that stay good: GET /pages/{id} leads on to the page at Stripe that the row of `hosted_pages` names now, or,
/// where a card can be given no more on that one, to a new one in its place; Stripe sends people back to GET
/// /pages/done. An id can't be guessed; nothing else is asked.
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
