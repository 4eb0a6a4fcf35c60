#pragma once

#include "server/http/server.h"
#include "tests/server/migrate/officedatabase.h"

#include <QThread>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace pl::bench {

/// A plain REST front of a PostgreSQL for the few shapes of requests that the forwarder sends: lists of `leads` by
/// `in` and `gte`, and inserts with on_conflict=id. It runs what PostgREST would: one transaction a request, as
/// service_role with the token's claims, the body taken apart by PostgreSQL and the answer put together there. A pool
/// of connections, each with a thread; HTTP has another one.
class RestOverPostgres
{
public:
    RestOverPostgres(const test::OfficeDatabase &database, int connections);
    ~RestOverPostgres();
    Q_DISABLE_COPY_MOVE(RestOverPostgres)

    /// "http://127.0.0.1:PORT"; empty when nothing could be opened.
    QString url() const { return m_url; }

    /// For how long requests of either kind were in PostgreSQL since the last time this was asked. Look-ups run beside
    /// each other, so theirs may be more than the time that passed.
    struct Seconds
    {
        double inserts = 0;
        double lookUps = 0;
    };
    Seconds takeSeconds();

private:
    using Promise = Later<http::Response>::Promise;
    struct Job
    {
        http::Request request;
        std::shared_ptr<Promise> promise;
    };
    void listen();
    Later<http::Response> post(const http::Request &request);
    void work();
    http::Response timed(migrate::PostgresConnection &connection, const http::Request &request);
    std::optional<Job> next();

    const test::OfficeDatabase &m_database;
    QThread m_httpThread;
    std::unique_ptr<http::Server> m_server; // lives on that thread
    QString m_url;

    std::atomic<qint64> m_insertMicros = 0;
    std::atomic<qint64> m_lookUpMicros = 0;

    std::mutex m_mutex; // for what follows, up to the threads
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_isClosing = false;
    std::vector<std::thread> m_threads;
};

} // namespace pl::bench
