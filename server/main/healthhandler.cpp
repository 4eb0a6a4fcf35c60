#include "server/main/healthhandler.h"

#include "models/domain/onresult.h"
#include "server/main/privateroute.h"

namespace pl {

namespace {

http::Response state(bool isStoreOk, bool isJournalOk)
{
    const auto word = [](bool isOk) { return isOk ? "ok" : "failing"; };
    const nlohmann::json body{{"status", isStoreOk && isJournalOk ? "ready" : "not ready"},
                              {"store", word(isStoreOk)},
                              {"journal", word(isJournalOk)}};
    return {isStoreOk && isJournalOk ? 200 : 503,
            {{"Content-Type", "application/json"}},
            QByteArray::fromStdString(body.dump())};
}

} // namespace

HealthHandler::HealthHandler(journal::Journal &journal, supabase::RestClient &rest, QObject *parent)
    : QObject(parent), m_journal(journal), m_rest(rest)
{
}

void HealthHandler::addRoutes(http::Router &router, const QByteArray &token)
{
    router.add("GET", "/healthz", privateRoute(token, [](const http::Request &, const http::PathParameters &) {
                   return http::answered({200, {{"Content-Type", "application/json"}}, R"({"status":"ok"})"});
               }));
    router.add("GET", "/readyz",
               privateRoute(token, [this](const http::Request &, const http::PathParameters &) { return ready(); }));
}

Later<http::Response> HealthHandler::ready()
{
    const auto answer = std::make_shared<Later<http::Response>::Promise>();
    onResult(this, m_journal.check(), [this, answer](const Result<> &written) {
        const auto query = supabase::Query("settings").select("key").limit(1);
        onResult(this, m_rest.selectJson(query), [answer, written](const Result<nlohmann::json> &rows) {
            answer->give(state(rows.ok(), written.ok()));
        });
    });
    return answer->later();
}

} // namespace pl
