#include "server/billing/pageshandler.h"

#include "server/billing/pagevisit.h"

namespace pl::billing {

namespace {

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
