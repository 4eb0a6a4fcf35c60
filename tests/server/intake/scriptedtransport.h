#pragma once

#include "models/supabase/transport.h"

#include <QPromise>

#include <nlohmann/json.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace pl::test {

/// A store that keeps leads and sources in memory as PostgREST would, and can fail, hang and lie as it is told.
class ScriptedTransport : public supabase::Transport
{
public:
    using Answer = Result<supabase::HttpResponse>;
    using Reply = std::function<Answer(const supabase::HttpRequest &)>;

    QFuture<Answer> send(supabase::HttpRequest request) override
    {
        requests.append(request);
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        if (isHanging && (!hangsOn || hangsOn(request))) {
            hanging.emplace_back(promise, request);
            return promise->future();
        }
        finish(promise, request);
        return promise->future();
    }

    /// Answers what hangs as it should have been.
    void release()
    {
        isHanging = false;
        for (auto &[promise, request] : std::exchange(hanging, {}))
            finish(promise, request);
    }

    static Answer json(int status, const nlohmann::json &body)
    {
        return supabase::HttpResponse{
            status, {{"Content-Type", "application/json"}}, QByteArray::fromStdString(body.dump())};
    }
    static Answer unreachable() { return Error{ErrorCode::Unavailable, QStringLiteral("The store can't be reached.")}; }
    static Answer refusal(int status, const char *code)
    {
        return json(status, {{"code", code}, {"message", "no"}, {"details", nullptr}, {"hint", nullptr}});
    }

    int inserts() const
    {
        return int(std::count_if(requests.begin(), requests.end(),
                                 [](const auto &request) { return request.method == "POST"; }));
    }

    /// Consulted first; one that gives nothing lets the store answer.
    std::function<std::optional<Answer>(const supabase::HttpRequest &)> script;
    std::map<std::string, nlohmann::json> leads; // by id
    nlohmann::json sources = nlohmann::json::array();
    nlohmann::json secrets = nlohmann::json::array(); // of sources, the newest first
    std::map<std::string, nlohmann::json> settings;   // by key
    std::optional<int> stored;                        // what it says when it is asked to count leads
    QList<supabase::HttpRequest> requests;
    bool isHanging = false;
    std::function<bool(const supabase::HttpRequest &)> hangsOn; ///< only these, if set

private:
    using Promise = std::shared_ptr<QPromise<Answer>>;

    void finish(const Promise &promise, const supabase::HttpRequest &request)
    {
        std::optional<Answer> scripted = script ? script(request) : std::nullopt;
        promise->addResult(scripted ? *scripted : answer(request));
        promise->finish();
    }

    Answer answer(const supabase::HttpRequest &request)
    {
        if (request.target.startsWith("/rest/v1/lead_sources"))
            return json(200, sources);
        if (request.target.startsWith("/rest/v1/source_secrets"))
            return json(200, secrets);
        if (request.target.startsWith("/rest/v1/settings"))
            return answerSettings(request);
        if (request.method == "POST")
            return insert(nlohmann::json::parse(request.body.toStdString()));
        auto rows = nlohmann::json::array();
        for (const auto &[id, row] : leads)
            if (!request.target.contains("id=in.") || request.target.contains(id.c_str()))
                rows.push_back(row);
        auto found = json(200, rows);
        if (stored)
            found->headers.append({"Content-Range", "*/" + QByteArray::number(*stored)});
        return found;
    }

    Answer answerSettings(const supabase::HttpRequest &request)
    {
        auto rows = nlohmann::json::array();
        const auto body = nlohmann::json::parse(request.body.toStdString(), nullptr, false);
        if (request.method == "POST")
            settings[body["key"].get<std::string>()] = body["value"];
        for (auto &[key, value] : settings) {
            const bool isAsked =
                request.target.contains("key=eq." + QByteArray::fromStdString(key)) || request.target.contains("like.");
            if (!isAsked && request.method != "POST")
                continue;
            if (request.method == "PATCH")
                value = body["value"];
            rows.push_back({{"key", key}, {"value", value}});
        }
        return json(200, rows);
    }

    /// on_conflict=id, ignore-duplicates: answers only what is new.
    Answer insert(const nlohmann::json &rows)
    {
        auto inserted = nlohmann::json::array();
        for (const auto &row : rows)
            if (leads.emplace(row["id"].get<std::string>(), row).second)
                inserted.push_back({{"id", row["id"]}});
        return json(201, inserted);
    }

    std::deque<std::pair<Promise, supabase::HttpRequest>> hanging;
};

} // namespace pl::test
