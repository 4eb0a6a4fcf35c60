#pragma once

#include "models/domain/serverstatus.h"
#include "tests/support/faketransport.h"

#include <QTimer>

#include <map>

namespace pl::test {

/// The server's part in what windows ask of it, over a FakeTransport: answers each new row of `server_requests` after a
/// few milliseconds. "status" and "check" are answered by writing `status`.
class PlayedServer : public QObject
{
public:
    using json = nlohmann::json;
    using Answer = std::function<Result<json>(const json &data)>;

    explicit PlayedServer(FakeTransport &store) : m_store(store)
    {
        status.server = QStringLiteral("leads-1");
        status.version = QStringLiteral("1.2.3");
        status.startedAt = Timestamp::now().addSeconds(-3600);
        status.at = Timestamp::now();
        for (const char *kind : {"status", "check"})
            answers[kind] = [this](const json &) {
                status.at = Timestamp::now();
                putStatus(status);
                return Result<json>(json::object());
            };
        connect(&m_timer, &QTimer::timeout, this, &PlayedServer::work);
        m_timer.start(3);
    }

    std::map<std::string, Answer> answers; ///< by kind; what has none stays open
    ServerStatus status;

    void refuse(const std::string &kind, const QString &sentence)
    {
        answers[kind] = [sentence](const json &) { return Result<json>(Error{ErrorCode::InvalidInput, sentence}); };
    }
    /// While it is away, requests wait.
    void setAway(bool isAway) { isAway ? m_timer.stop() : m_timer.start(3); }
    void putStatus(const ServerStatus &now)
    {
        m_store.put("settings", {{"key", ServerStatus::kKey.data()},
                                 {"value", now.toJson()},
                                 {"version", ++m_version},
                                 {"updated_at", now.at.toString().toStdString()}});
    }
    /// How often that was asked.
    int asked(const std::string &kind) const
    {
        int many = 0;
        for (const auto &request : m_store.requests())
            many += isRequest(request) && bodyOf(request)["kind"] == kind ? 1 : 0;
        return many;
    }
    /// The data of the newest request of that kind.
    json newest(const std::string &kind) const
    {
        json data;
        for (const auto &request : m_store.requests())
            if (isRequest(request) && bodyOf(request)["kind"] == kind)
                data = bodyOf(request)["data"];
        return data;
    }

private:
    static bool isRequest(const supabase::HttpRequest &request)
    {
        return request.method == "POST" && request.target.startsWith("/rest/v1/server_requests");
    }
    static json bodyOf(const supabase::HttpRequest &request) { return json::parse(request.body.toStdString()); }
    void work()
    {
        const auto requests = m_store.requests();
        for (const auto &request : requests)
            if (isRequest(request))
                settle(m_store.row("server_requests", bodyOf(request)["id"]));
    }
    void settle(json row)
    {
        const auto known = row.is_object() ? answers.find(row["kind"]) : answers.end();
        if (known == answers.end() || row["state"] != "asked")
            return;
        const Result<json> answer = known->second(row["data"]);
        row["state"] = answer ? "done" : "failed";
        row["answer"] = answer.valueOr(json::object());
        if (!answer)
            row["reason"] = answer.error().message.toStdString();
        m_store.put("server_requests", row);
    }

    FakeTransport &m_store;
    QTimer m_timer;
    int m_version = 0;
};

} // namespace pl::test
