#include "server/billing/pagevisit.h"

#include "server/billing/pagerenewal.h"
#include "server/billing/stripeobject.h"

namespace pl::billing {

using nlohmann::json;

namespace {

constexpr qint64 kTimeToTypeSeconds = 300;

bool isClosed(const json &row)
{
    const auto expires = Timestamp::parse(text(row, "expires_at"));
    return text(row, "kind") == u"card" && expires && *expires < Timestamp::now().addSeconds(kTimeToTypeSeconds);
}

bool canAddCard(const json &plumber)
{
    return text(plumber, "status") != u"removed" && !text(plumber, "stripe_customer_id").isEmpty();
}

} // namespace

PageVisit::PageVisit(MoneyTools &tools, const QUuid &page, QObject *parent) : Call(parent), m_tools(tools), m_page(page)
{
}

void PageVisit::run()
{
    const auto query =
        supabase::Query("hosted_pages").select(PageRenewal::columns() + ",url,kind,expires_at").eq("id", m_page);
    then(m_tools.store.rest().selectJson(query),
         [this](const json &rows) { rows.empty() ? finish(QString()) : onRow(rows.front()); });
}

void PageVisit::onRow(const json &row)
{
    if (isClosed(row) && !m_isRenewed)
        return canAddCard(member(row, "plumbers")) ? renew(row) : finish(QString());
    const QString url = text(row, "url");
    finish(url.startsWith(u"https://") ? url : QString());
}

void PageVisit::renew(const json &row)
{
    m_isRenewed = true;
    onResult(this, (new PageRenewal(m_tools, row, this))->start(), [this](const Result<> &renewed) {
        if (renewed)
            return run();
        const bool isRefused =
            renewed.error().code == ErrorCode::InvalidInput || renewed.error().code == ErrorCode::NotFound;
        isRefused ? finish(QString()) : finish(renewed.error());
    });
}

} // namespace pl::billing
