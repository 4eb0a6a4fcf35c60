#include "server/embedded/embeddedsupabase.h"

#include "server/embedded/auth/authservice.h"
#include "server/embedded/auth/gateway.h"
#include "server/embedded/compression.h"
#include "server/embedded/databasepurge.h"
#include "server/embedded/rest/restservice.h"
#include "server/embedded/store/logkeeper.h"
#include "server/embedded/store/migrations.h"
#include "server/embedded/store/resterror.h"
#include "server/embedded/store/timelimit.h"
#include "server/embedded/store/workerpool.h"
#include "server/http/clientaddress.h"
#include "server/shared/secretfile.h"

#include <QDir>

#include <sodium.h>

namespace pl::embedded {
namespace {

constexpr int kReaders = 3;
constexpr int kAuthThreads = 2;
// One account always leaves a thread to the others.
constexpr WorkerPool::Share kReaderShare{.running = kReaders - 1};
constexpr WorkerPool::Share kWriterShare{};
constexpr WorkerPool::Share kAuthShare{
    .running = kAuthThreads - 1, .waiting = 200, .patience = std::chrono::seconds(25)};

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

/// The account whose turn a request uses; the server's own requests have none.
QByteArray accountOf(const Caller &caller, const http::Request &request)
{
    if (caller.bypassesPolicies())
        return {};
    if (caller.isAnonymous())
        return "from " + http::clientNetwork(request);
    return "account " + (caller.id.isNull() ? caller.email : caller.id).toUtf8();
}

http::Response noConnection()
{
    return RestError{504, QStringLiteral("PGRST003"),
                     QStringLiteral("Timed out acquiring connection from connection pool.")}
        .toResponse();
}

http::Response tooManySignIns()
{
    return {429,
            {{"Content-Type", "application/json; charset=utf-8"}, {"Retry-After", "5"}},
            R"({"code":429,"error_code":"over_request_rate_limit","msg":"Request rate limit reached"})"};
}

} // namespace

struct EmbeddedSupabase::Parts
{
    Parts(Options given, const QByteArray &secret, const QString &file)
        : options(std::move(given))
        , jwtSecret(secret)
        , gateway(secret)
        , auth({secret, options.url + QStringLiteral("/auth/v1"), options.clock})
        , log(file)
        , writer(file, 1, kWriterShare, turns)
        , readers(file, kReaders, kReaderShare, turns)
        , authWorkers(file, kAuthThreads, kAuthShare, turns)
    {
    }

    qint64 seconds() const { return options.clock().micros / 1'000'000; }

    RestContext context(Connections &connections, const Caller &caller) const
    {
        return {*connections.main, *connections.before, caller, options.clock().micros, options.maxRows};
    }

    /// A request waiting for its turn, and the destination of its answer.
    struct Asked
    {
        QByteArray account;
        http::Request request;
        http::Response (*refusal)();
        std::shared_ptr<Later<http::Response>::Promise> promise = std::make_shared<Later<http::Response>::Promise>();

        void answer(http::Response response) const { promise->give(compressed(request.headers, std::move(response))); }
    };
    using Work = std::function<void(const Asked &, Connections &)>;

    /// `work` runs on the pool's thread, which also compresses long answers.
    static void post(WorkerPool &pool, const Asked &asked, Work work)
    {
        const auto run = [asked, work = std::move(work)](Connections &connections) {
            if (connections.main != nullptr && connections.before != nullptr)
                work(asked, connections);
            else
                asked.answer(plain(503, "The database can't be opened"));
        };
        pool.post({asked.account, asked.request.body.size(), run, [asked] { asked.answer(asked.refusal()); }});
    }

    /// Anonymous writes change nothing, so readers work out the refusal.
    Later<http::Response> answerRest(const http::Request &request)
    {
        const Caller caller = gateway.caller(request, seconds());
        const Asked asked{accountOf(caller, request), request, &noConnection};
        if (!RestService::isWrite(request) || caller.isAnonymous())
            post(readers, asked, [this, caller](const Asked &read, Connections &connections) {
                const TimeLimit limit(*connections.main, options.statementLimit);
                const TimeLimit limitBefore(*connections.before, options.statementLimit);
                read.answer(RestService::handle(read.request, context(connections, caller)));
            });
        else if (RestService::isSearch(request))
            searchAndWrite(asked, caller);
        else
            write(asked, caller, {});
        return asked.promise->later();
    }

    /// A reader does the search, so that a long search does not block writers.
    void searchAndWrite(const Asked &asked, const Caller &caller)
    {
        post(readers, asked, [this, caller](const Asked &search, Connections &connections) {
            const TimeLimit limit(*connections.main, options.statementLimit);
            auto found = RestService::keysToWrite(search.request, context(connections, caller));
            if (auto *answer = std::get_if<http::Response>(&found))
                search.answer(std::move(*answer));
            else
                write(search, caller, std::get<QByteArray>(found));
        });
    }

    void write(const Asked &asked, const Caller &caller, const QByteArray &onlyKeys)
    {
        post(writer, asked, [this, caller, onlyKeys](const Asked &write, Connections &connections) {
            const auto most = caller.bypassesPolicies() ? options.statementLimit
                                                        : std::min(options.statementLimit, options.writeLimit);
            {
                const TimeLimit limit(*connections.main, most);
                const TimeLimit limitBefore(*connections.before, most);
                RestContext writing = context(connections, caller);
                writing.onlyKeys = onlyKeys;
                write.answer(RestService::handle(write.request, writing));
            }
            log.afterWrite(*connections.main);
        });
    }

    Later<http::Response> answerAuth(const http::Request &request)
    {
        const bool isOwn = gateway.roleOfKey(request.header("apikey"), seconds()) == QStringLiteral("service_role");
        const Asked asked{isOwn ? QByteArray() : "from " + http::clientNetwork(request), request, &tooManySignIns};
        post(authWorkers, asked, [this](const Asked &question, Connections &connections) {
            question.answer(auth.handle(question.request, *connections.main));
        });
        return asked.promise->later();
    }

    const Options options;
    const QByteArray jwtSecret;
    const Gateway gateway;
    AuthService auth;
    LogKeeper log; // for the writer
    WriteTurns turns;
    // Declared last, so destroyed first: their jobs use the members above. Readers pass work on to the writer.
    WorkerPool writer;
    WorkerPool readers;
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
                                          ? shared::readOrCreateSecret(dir.filePath(QStringLiteral("jwt-secret")))
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
    try {
        return rest ? parts->answerRest(request) : parts->answerAuth(request);
    } catch (const RestError &error) {
        return error.toResponse();
    }
}

Later<Result<>> EmbeddedSupabase::purge(const QList<QByteArray> &texts)
{
    const auto promise = std::make_shared<Later<Result<>>::Promise>();
    const auto run = [promise, texts](Connections &connections) {
        promise->give(connections.main
                          ? purgeDatabase(*connections.main, texts)
                          : Error{ErrorCode::Unavailable, QStringLiteral("The database can't be opened.")});
    };
    // The server's own jobs are never refused.
    m_parts->writer.post({{}, 0, run, [] {}});
    return promise->later();
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
