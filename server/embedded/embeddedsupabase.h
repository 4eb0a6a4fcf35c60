#pragma once

#include "models/base/later.h"
#include "models/base/result.h"
#include "models/base/timestamp.h"
#include "server/http/message.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace pl::embedded {

/// A Supabase project in one SQLite file: PostgREST's dialect under /rest/v1, Supabase Auth under /auth/v1, with the
/// tables, triggers and policies of the reference schema. Several processes may use the same directory.
class EmbeddedSupabase
{
public:
    struct Options
    {
        QString dataDir;
        QByteArray jwtSecret = {}; ///< empty: generated once and kept in dataDir, readable only by its owner
        QString url = QStringLiteral("http://127.0.0.1:8080"); ///< where clients reach it; the tokens' issuer
        int maxRows = 1000;                                    ///< the maximum number of rows in an answer
        std::function<Timestamp()> clock = &Timestamp::now;
        std::chrono::milliseconds statementLimit = std::chrono::seconds(8); ///< as in hosted Supabase
        /// How long one write may block all others, unless it is the server's own.
        std::chrono::milliseconds writeLimit = std::chrono::seconds(4);
    };

    struct Keys
    {
        QByteArray anonKey;
        QByteArray serviceKey;
        QByteArray publishableKey; ///< the anon key in the newer form
        QByteArray secretKey;      ///< the service key in the newer form
        QByteArray jwtSecret;
    };

    /// Creates the directory and the database if needed, and brings the tables up to date.
    static Result<std::unique_ptr<EmbeddedSupabase>> open(Options options);
    /// Finishes pending requests.
    ~EmbeddedSupabase();
    Q_DISABLE_COPY_MOVE(EmbeddedSupabase)

    /// From any thread, without blocking; the answer is given on one of the database's own threads. Reads don't wait
    /// for writes, and neither waits for password hashing. Accounts take turns (WorkerPool); one with too many waiting
    /// requests gets a 504 with PGRST003, like PostgREST without a free connection. Long answers are gzipped if the
    /// request accepts that.
    Later<http::Response> handle(const http::Request &request);

    /// Whether a request's head shows that it comes from the server or from someone signed in; long bodies from anyone
    /// else need not be read. Does not block; from any thread.
    bool isTrusted(const http::Request &head) const;

    Keys keys() const;
    QString databaseFile() const;
    /// Leaves nothing deleted behind on the disk: empties the log and, if the file still holds one of these texts, in
    /// pages from before or that were moved, rewrites it. Writers wait meanwhile. Unavailable if the log is being read
    /// for longer than a statement may take.
    Later<Result<>> purge(const QList<QByteArray> &texts);

private:
    struct Parts;
    explicit EmbeddedSupabase(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace pl::embedded
