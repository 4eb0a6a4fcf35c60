#include "server/billing/pageshandler.h"

#include "server/billing/pagerenewal.h"
#include "server/billing/stripeobject.h"

namespace pl::billing {

namespace {

using nlohmann::json;

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

/// Finds where to redirect a visit to /pages/{id}: the URL at Stripe in the row of `hosted_pages`, or, if that card
/// page is closed, the URL of a new one. Empty: there is none, and retrying is pointless.
class PageVisit : public Call<QString>
{
public:
    PageVisit(MoneyTools &tools, const QUuid &page, QObject *parent) : Call(parent), m_tools(tools), m_page(page) {}

private:
    void run() override
    {
        const auto query =
            supabase::Query("hosted_pages").select(PageRenewal::columns() + ",url,kind,expires_at").eq("id", m_page);
        then(m_tools.store.rest().selectJson(query),
             [this](const json &rows) { rows.empty() ? finish(QString()) : onRow(rows.front()); });
    }

    void onRow(const json &row)
    {
        if (isClosed(row) && !m_isRenewed)
            return canAddCard(member(row, "plumbers")) ? renew(row) : finish(QString());
        const QString url = text(row, "url");
        finish(url.startsWith(u"https://") ? url : QString());
    }

    void renew(const json &row)
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

    MoneyTools &m_tools;
    const QUuid m_page;
    bool m_isRenewed = false;
};

http::Response page(int status, const char *title, const char *sentence)
{
    const QByteArray body =
        QByteArray("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width\"><title>") +
        title + "</title><h1>" + title + "</h1><p>" + sentence + "</p></html>\n";
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Cache-Control", "no-store"},
             {"Referrer-Policy", "no-referrer"},
             {"Content-Security-Policy", "default-src 'none'"}},
            body};
}

http::Response missing()
{
    return page(404, "This link is no longer valid", "Please ask the office for a new one.");
}

http::Response onward(const Result<QString> &url)
{
    if (!url)
        return page(503, "Please try again", "This page can't be opened right now.");
    if (url->isEmpty())
        return missing();
    return {303, {{"Location", url->toUtf8()}, {"Cache-Control", "no-store"}, {"Referrer-Policy", "no-referrer"}}};
}

} // namespace

void PagesHandler::addRoutes(http::Router &router)
{
    router.add("GET", "/pages/done", [](const http::Request &, const http::PathParameters &) {
        return http::answered(page(200, "Thank you", "You're all set. You can close this page."));
    });
    router.add("GET", "/pages/{id}", [this](const http::Request &, const http::PathParameters &parameters) {
        return lead(QUuid::fromString(QString::fromUtf8(parameters.value("id"))));
    });
}

Later<http::Response> PagesHandler::lead(const QUuid &id)
{
    if (id.isNull())
        return http::answered(missing());
    const auto answer = std::make_shared<Later<http::Response>::Promise>();
    onResult(this, (new PageVisit(m_tools, id, this))->start(),
             [answer](const Result<QString> &url) { answer->give(onward(url)); });
    return answer->later();
}

} // namespace pl::billing
