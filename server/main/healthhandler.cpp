#include "server/main/healthhandler.h"

#include "models/base/onresult.h"
#include "models/supabase/settingsstore.h"
#include "server/main/privateroute.h"

namespace pl {

namespace {

nlohmann::json listOf(const QList<DutyWatch::Failure> &failing)
{
    auto list = nlohmann::json::array();
    for (const DutyWatch::Failure &failure : failing)
        list.push_back({{"duty", toJson(failure.duty)},
                        {"id", failure.id.isEmpty() ? nlohmann::json() : toJson(failure.id)},
                        {"since", toJson(failure.since.toString())},
                        {"reason", toJson(failure.reason)}});
    return list;
}

http::Response state(bool isStoreOk, bool isJournalOk, const QList<DutyWatch::Failure> &failing)
{
    const auto word = [](bool isOk) { return isOk ? "ok" : "failing"; };
    const nlohmann::json body{{"status", isStoreOk && isJournalOk ? "ready" : "not ready"},
                              {"store", word(isStoreOk)},
                              {"journal", word(isJournalOk)},
                              {"failing_duties", listOf(failing)}};
    return {isStoreOk && isJournalOk ? 200 : 503,
            {{"Content-Type", "application/json"}},
            QByteArray::fromStdString(body.dump())};
}

} // namespace

HealthHandler::HealthHandler(journal::Journal &journal, supabase::RestClient &rest, const DutyWatch &duties,
                             QObject *parent)
    : QObject(parent), m_journal(journal), m_rest(rest), m_duties(duties)
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
        onResult(this, supabase::SettingsStore(m_rest).check(), [this, answer, written](const Result<> &read) {
            answer->give(state(read.ok(), written.ok(), m_duties.failing()));
        });
    });
    return answer->later();
}

} // namespace pl
