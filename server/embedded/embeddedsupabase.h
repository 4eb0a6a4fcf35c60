#pragma once

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
/// tables, triggers and policies of the reference schema. Several processes may have the same directory open.
class EmbeddedSupabase
{
public:
    struct Options
    {
        QString dataDir;
        QByteArray jwtSecret = {}; ///< empty: made at random once and kept in dataDir, readable by its owner alone
        QString url = QStringLiteral("http://127.0.0.1:8080"); ///< where clients reach it; the tokens' issuer
        int maxRows = 1000;                                    ///< the most rows an answer has
        std::function<Timestamp()> clock = &Timestamp::now;
        std::chrono::milliseconds statementLimit = std::chrono::seconds(8); ///< as hosted Supabase has it
        /// How long one write may keep all others waiting, unless it is the server's own.
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

    /// Makes the directory and the database if need be, and brings the tables up to date.
    static Result<std::unique_ptr<EmbeddedSupabase>> open(Options options);
    /// Finishes what was asked for.
    ~EmbeddedSupabase();
    Q_DISABLE_COPY_MOVE(EmbeddedSupabase)

    /// From any thread, without blocking it; the answer is given on a thread of the database's own. Reads don't wait
    /// for writes, and neither waits for the hashing of passwords. Accounts take turns (WorkerPool); one that has too
    /// much waiting gets 504 with PGRST003, as from PostgREST without a free connection. A long answer is in gzip where
    /// the request accepts that.
    Later<http::Response> handle(const http::Request &request);

    /// Whether a request comes from the server or from somebody who is signed in, as far as its head tells: nobody
    /// else's long body is worth reading. At once, from any thread.
    bool isTrusted(const http::Request &head) const;

    Keys keys() const;
    QString databaseFile() const;

private:
    struct Parts;
    explicit EmbeddedSupabase(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace pl::embedded
