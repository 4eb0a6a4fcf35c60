#pragma once

#include "models/base/jsonreader.h"
#include "models/supabase/credentials.h"
#include "models/supabase/query.h"
#include "models/supabase/transport.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace pl::supabase {

/// How often and how patiently a request that may be repeated is repeated. Delays double from `firstDelay` up to
/// `maxDelay`, each randomly shortened by up to half so that clients don't all return at once; a longer Retry-After
/// from the server is respected. One longer than `maxDelay` ends the tries; the Error contains it.
struct RetryPolicy
{
    int attempts = 3;
    std::chrono::milliseconds firstDelay{250};
    std::chrono::milliseconds maxDelay{5000};
    std::chrono::milliseconds timeout{10000}; ///< of each try
};

/// The outcome of a write that named the version it saw: the row as it is now, or nothing, when somebody was faster (or
/// the row is not there or not allowed to be seen).
template <class T>
struct GuardedWrite
{
    std::optional<T> row;
    bool somebodyWasFaster() const { return !row; }
};

enum class OnConflict {
    Fail,            ///< 409 with PostgreSQL's 23505
    IgnoreDuplicates ///< rows that are there already stay as they are; only new ones are answered
};

/// The most rows that hosted Supabase puts into one answer.
inline constexpr int kPageRows = 1000;

/// How a list that may be longer than one answer is read. The functions are called on the client's thread.
struct Pages
{
    /// Asks for the rows that follow `rows`.
    std::function<HttpRequest(const nlohmann::json &rows)> request;
    /// How many rows there are in all, if the answer tells; `before` came with earlier answers.
    std::function<std::optional<std::size_t>(const HttpResponse &answer, std::size_t before)> total;
    /// The member of the answer that holds the rows; null when the answer is the list itself.
    const char *member = nullptr;
};

/// A typed client of PostgREST's dialect over any Transport. Lives on one thread; every call finishes exactly once, at
/// the latest when the client is destroyed (Cancelled). Reads, ignore-duplicates inserts and guarded writes are
/// repeated on 429, 5xx and network failures; a plain insert is not. A 401 renews the credentials once and repeats.
///
/// Statuses become ErrorCodes: 401 Unauthenticated, 403 Forbidden, 404 NotFound, 409 Conflict, 413 TooLarge,
/// 429 RateLimited, 5xx Unavailable, other 4xx InvalidInput; `Error::remoteCode` keeps PostgreSQL's or PostgREST's
/// code, and is "project_paused" when Supabase says that the project is paused.
class RestClient : public QObject
{
    Q_OBJECT

public:
    /// Transport and credentials must outlive the client.
    RestClient(Transport &transport, Credentials &credentials, QObject *parent = nullptr, RetryPolicy policy = {});
    ~RestClient() override;

    /// What the requests are for, in a word ("billing"): it goes along as X-Client-Info, which Supabase's logs show.
    void setPurpose(const QByteArray &purpose) { m_purpose = purpose; }

    /// When the server sent its latest answer, by its own clock (`Date`); by this machine's before it has said so.
    Timestamp serverTime() const { return m_serverTime.value_or(Timestamp::now()); }

    /// All rows of one page (hosted Supabase gives at most 1,000). T has `static Result<T> fromJson(const json &)`.
    template <class T>
    QFuture<Result<QList<T>>> select(const Query &query)
    {
        return selectJson(query).then([](const Result<nlohmann::json> &rows) { return rows.andThen(rowsOf<T>); });
    }
    QFuture<Result<nlohmann::json>> selectJson(const Query &query);

    /// All rows of all pages, in the order of `key`: a unique text or uuid column that the query selects. The query has
    /// neither order nor limit of its own.
    QFuture<Result<nlohmann::json>> selectAll(const Query &query, const QByteArray &key = "id");
    /// The same for other lists than PostgREST's.
    QFuture<Result<nlohmann::json>> sendPaged(Pages pages);

    /// Inserts an object or an array of objects; answers the inserted rows (those columns that the query selects).
    QFuture<Result<nlohmann::json>> insert(const Query &query, const nlohmann::json &rows,
                                           OnConflict onConflict = OnConflict::Fail);

    /// PATCHes the row `id` of the query's table if it still has `version`. When an answer was lost on the way and the
    /// second try comes back empty, the row is read again: if it is what this write would have made, the write is a
    /// success.
    template <class T>
    QFuture<Result<GuardedWrite<T>>> guardedUpdate(const QByteArray &table, const QUuid &id, qint64 version,
                                                   const nlohmann::json &changes)
    {
        return guardedUpdateJson(table, T::columns(), id, version, changes).then(guardedRow<T>);
    }
    QFuture<Result<nlohmann::json>> guardedUpdateJson(const QByteArray &table, const QByteArray &columns,
                                                      const QUuid &id, qint64 version, const nlohmann::json &changes);

    /// PATCHes all rows that match: for workers that claim rows by status. Not repeated. Answers the changed rows.
    QFuture<Result<nlohmann::json>> update(const Query &query, const nlohmann::json &changes);

    /// Any request, for what the typed calls don't cover; adds the credentials. `repeatable`: may be sent twice.
    QFuture<Result<HttpResponse>> send(HttpRequest request, bool repeatable);

private:
    friend class RestCall;

    template <class T>
    static Result<QList<T>> rowsOf(const nlohmann::json &rows)
    {
        if (!rows.is_array())
            return Error{ErrorCode::Protocol, QStringLiteral("The server's answer is not a list of rows.")};
        QList<T> list;
        list.reserve(static_cast<qsizetype>(rows.size()));
        for (const nlohmann::json &row : rows) {
            Result<T> item = T::fromJson(row);
            if (!item)
                return Error{ErrorCode::Protocol, QStringLiteral("The server's answer: %1").arg(item.error().message),
                             item.error().fields};
            list += std::move(item).value();
        }
        return list;
    }

    template <class T>
    static Result<GuardedWrite<T>> guardedRow(const Result<nlohmann::json> &answer)
    {
        return answer.andThen(rowsOf<T>).transform([](const QList<T> &rows) {
            return GuardedWrite<T>{rows.isEmpty() ? std::nullopt : std::optional(rows.first())};
        });
    }

    void heard(const Result<HttpResponse> &answer);

    Transport &m_transport;
    Credentials &m_credentials;
    RetryPolicy m_policy;
    std::optional<Timestamp> m_serverTime;
    QByteArray m_purpose;
};

/// The Error that an HTTP status and body of PostgREST, Auth or the gateway stand for.
Error errorFromResponse(const HttpResponse &response);
/// The body of a 2xx as JSON (null for an empty one); an Error for everything else.
Result<nlohmann::json> jsonFromResponse(const Result<HttpResponse> &answer);

} // namespace pl::supabase
