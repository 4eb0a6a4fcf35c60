#include "server/embedded/embeddedsupabase.h"

#include "server/embedded/authservice.h"
#include "server/embedded/compression.h"
#include "server/embedded/gateway.h"
#include "server/embedded/logkeeper.h"
#include "server/embedded/migrations.h"
#include "server/embedded/resterror.h"
#include "server/embedded/restservice.h"
#include "server/embedded/secretfile.h"
#include "server/embedded/timelimit.h"
#include "server/embedded/workerpool.h"

#include <QDir>

#include <sodium.h>

namespace pl::embedded {
namespace {

constexpr int kReaders = 2;
constexpr int kAuthThreads = 2;

http::Response plain(int status, const char *message)
{
    return {
        status, {{"Content-Type", "application/json; charset=utf-8"}}, QByteArray("{\"message\":\"") + message + "\"}"};
}

bool isUnder(const http::Request &request, QByteArrayView prefix)
{
    return request.path.startsWith(prefix) &&
           (request.path.size() == prefix.size() || request.path[prefix.size()] == '/');
}

} // namespace

struct EmbeddedSupabase::Parts
{
    Parts(Options given, QByteArray secret, const QString &file)
        : options(std::move(given))
        , jwtSecret(secret)
        , gateway(secret)
        , auth({secret, options.url + QStringLiteral("/auth/v1"), options.clock})
        , log(file)
        , readers(file, kReaders)
        , writer(file, 1)
        , authWorkers(file, kAuthThreads)
    {
    }

    qint64 seconds() const { return options.clock().micros / 1'000'000; }

    http::Response answerRest(const http::Request &request, Connections &connections)
    {
        try {
            const Caller caller = gateway.caller(request, seconds());
            const TimeLimit limit(*connections.main, options.statementLimit);
            const TimeLimit limitBefore(*connections.before, options.statementLimit);
            return RestService::handle(
                request, {*connections.main, *connections.before, caller, options.clock().micros, options.maxRows});
        } catch (const RestError &error) {
            return error.toResponse();
        }
    }

    /// Answers on the pool's thread, which also packs what is long.
    Later<http::Response> post(WorkerPool &pool, const http::Request &request,
                               std::function<http::Response(const http::Request &, Connections &)> work)
    {
        auto promise = std::make_shared<Later<http::Response>::Promise>();
        const bool isWrite = &pool == &writer;
        pool.post([this, isWrite, promise, request, work = std::move(work)](Connections &connections) {
            const bool open = connections.main != nullptr && connections.before != nullptr;
            promise->give(open ? compressed(request.headers, work(request, connections))
                               : plain(503, "The database can't be opened"));
            if (open && isWrite)
                log.afterWrite(*connections.main);
        });
        return promise->later();
    }

    const Options options;
    const QByteArray jwtSecret;
    const Gateway gateway;
    AuthService auth;
    LogKeeper log; // the writer's
    // Last, so that they end first: their jobs use what stands above.
    WorkerPool readers;
    WorkerPool writer;
    WorkerPool authWorkers;
};

EmbeddedSupabase::EmbeddedSupabase(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

EmbeddedSupabase::~EmbeddedSupabase() = default;

Result<std::unique_ptr<EmbeddedSupabase>> EmbeddedSupabase::open(Options options)
{
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, QStringLiteral("The cryptographic library can't be used.")};
    const QDir dir(options.dataDir);
    if (!dir.mkpath(QStringLiteral(".")))
        return Error{ErrorCode::Internal, QStringLiteral("The directory %1 can't be made.").arg(options.dataDir)};
    const Result<QByteArray> secret = options.jwtSecret.isEmpty()
                                          ? readOrCreateSecret(dir.filePath(QStringLiteral("jwt-secret")))
                                          : Result<QByteArray>(options.jwtSecret);
    if (!secret)
        return secret.error();
    const QString file = dir.filePath(QStringLiteral("supabase.db"));
    auto database = Database::open(file);
    if (!database)
        return database.error();
    if (const auto migrated = migrate(**database); !migrated)
        return migrated.error();
    auto parts = std::make_unique<Parts>(std::move(options), *secret, file);
    return std::unique_ptr<EmbeddedSupabase>(new EmbeddedSupabase(std::move(parts)));
}

Later<http::Response> EmbeddedSupabase::handle(const http::Request &request)
{
    Parts *parts = m_parts.get();
    const bool rest = isUnder(request, "/rest/v1");
    if (!rest && !isUnder(request, "/auth/v1"))
        return plain(404, "no Route matched with those values");
    if (auto refusal = parts->gateway.refusal(request, parts->seconds()))
        return std::move(*refusal);
    if (rest)
        return parts->post(RestService::isWrite(request) ? parts->writer : parts->readers, request,
                           [parts](const http::Request &asked, Connections &c) { return parts->answerRest(asked, c); });
    return parts->post(parts->authWorkers, request, [parts](const http::Request &asked, Connections &c) {
        return parts->auth.handle(asked, *c.main);
    });
}

bool EmbeddedSupabase::isTrusted(const http::Request &head) const
{
    const qint64 now = m_parts->seconds();
    try {
        return !m_parts->gateway.refusal(head, now) && !m_parts->gateway.caller(head, now).isAnonymous();
    } catch (const RestError &) {
        return false;
    }
}

EmbeddedSupabase::Keys EmbeddedSupabase::keys() const
{
    const Gateway &gateway = m_parts->gateway;
    return {gateway.anonKey(), gateway.serviceKey(), gateway.publishableKey(), gateway.secretKey(), m_parts->jwtSecret};
}

QString EmbeddedSupabase::databaseFile() const
{
    return QDir(m_parts->options.dataDir).filePath(QStringLiteral("supabase.db"));
}

} // namespace pl::embedded
