#pragma once

#include "app/serverconnection.h"
#include "app/tokenstore.h"
#include "tests/support/faketransport.h"

#include <QPromise>

namespace pl::test {

/// Lets several owners use one FakeTransport, as several connections use one server.
class SharedTransport : public supabase::Transport
{
public:
    explicit SharedTransport(FakeTransport &server) : m_server(server) {}
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override
    {
        return m_server.send(std::move(request));
    }

private:
    FakeTransport &m_server;
};

/// A keychain in memory that can hang and refuse.
class MemoryTokenStore : public app::TokenStore
{
public:
    QHash<QString, QByteArray> tokens;
    bool hanging = false;
    std::optional<Error> failure;

    QFuture<Result<QByteArray>> read(const QString &name) override
    {
        if (!tokens.contains(name) && !failure)
            return answer<QByteArray>(Error{ErrorCode::NotFound, QStringLiteral("There is none.")});
        return answer<QByteArray>(tokens.value(name));
    }
    QFuture<Result<>> write(const QString &name, const QByteArray &token) override
    {
        if (!failure)
            tokens.insert(name, token);
        return answer<Done>(Done{});
    }
    QFuture<Result<>> remove(const QString &name) override
    {
        tokens.remove(name);
        return answer<Done>(Done{});
    }

private:
    template <class T>
    QFuture<Result<T>> answer(Result<T> result)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        m_promises.push_back(promise); // one that hangs must stay
        if (!hanging) {
            promise->addResult(failure ? Result<T>(*failure) : std::move(result));
            promise->finish();
        }
        return promise->future();
    }

    std::vector<std::shared_ptr<void>> m_promises;
};

inline supabase::HttpResponse jsonResponse(int status, const nlohmann::json &body)
{
    return {status, {{"Content-Type", "application/json"}}, dumpJson(body)};
}

/// A JWT as far as the desktop looks into it. `issuedIn` is when, in seconds from now by this computer's clock.
inline std::string accessToken(qint64 issuedIn)
{
    const nlohmann::json claims{{"iat", Timestamp::now().addSeconds(issuedIn).micros / 1'000'000}};
    return "e30." + dumpJson(claims).toBase64(QByteArray::Base64UrlEncoding).toStdString() + ".signature";
}

/// What Auth answers to a sign-in of an account with that role (none: "").
inline FakeTransport::Answer tokensFor(const std::string &role, const std::string &refreshToken = "refresh-1",
                                       qint64 issuedIn = 0)
{
    nlohmann::json metadata = nlohmann::json::object();
    if (!role.empty())
        metadata["role"] = role;
    const nlohmann::json user{{"id", "60000000-0000-4000-8000-000000000001"},
                              {"email", "sam@office.test"},
                              {"created_at", "2026-11-01T00:00:00Z"},
                              {"app_metadata", metadata}};
    const nlohmann::json body{
        {"access_token", accessToken(issuedIn)}, {"refresh_token", refreshToken}, {"expires_in", 3600}, {"user", user}};
    return [body](const supabase::HttpRequest &) { return jsonResponse(200, body); };
}

inline FakeTransport::Answer refusal(int status, const char *code, const char *message)
{
    return [status, body = nlohmann::json{{"error_code", code}, {"msg", message}}](const supabase::HttpRequest &) {
        return jsonResponse(status, body);
    };
}

inline FakeTransport::Answer keyOfServer()
{
    return [](const supabase::HttpRequest &) { return jsonResponse(200, {{"anon_key", "anon"}, {"name", "Office"}}); };
}

inline app::TransportFactory factoryOf(FakeTransport &server)
{
    return [&server](const QUrl &) { return std::make_unique<SharedTransport>(server); };
}

} // namespace pl::test
