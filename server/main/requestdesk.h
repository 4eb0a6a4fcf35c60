#pragma once

#include "models/domain/serverrequest.h"
#include "models/supabase/officenews.h"
#include "server/shared/workloop.h"

namespace pl {

/// Works on what admins ask of the server (models/domain/serverrequest.h), one request after another. Any number of
/// servers may do this: a request is claimed by its version. What was asked more than an hour ago is refused, because
/// nobody expects it any more, whichever server it names: that one may be gone. Empties what is over an hour later.
class RequestDesk : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        shared::WorkLoop::Pace loop = {.parallel = 1};
        std::chrono::seconds lease{120};         ///< a request in work for longer was left by a crash
        std::chrono::seconds lasts{3600};        ///< then it is refused, or its contents are emptied
        std::chrono::milliseconds clean{60'000}; ///< between two looks for what is to be emptied
    };
    /// What kinds of requests are like; null: none is.
    struct Kinds
    {
        using Is = bool (*)(ServerRequestKind kind);
        Is namesAPerson = nullptr; ///< its data are emptied with the answer, not an hour later
        Is isRepeatable = nullptr; ///< one that a crash left is done again
    };
    /// Finishes once. An InvalidInput is a refusal, with a sentence for people.
    using Handler = std::function<QFuture<Result<nlohmann::json>>(const ServerRequest &request)>;
    using Clock = std::function<Timestamp()>;

    /// `rest` must outlive this. `server`: a request whose data name another is not ours.
    RequestDesk(supabase::RestClient &rest, QString server, Handler handler, Pace pace, Clock clock = &Timestamp::now,
                QObject *parent = nullptr);

    /// Before `start`.
    void setKinds(Kinds kinds) { m_kinds = kinds; }

    /// `news` must outlive this.
    void follow(supabase::OfficeNews &news) { m_loop.follow(news, {ServerRequest::kTable}); }
    void start();

Q_SIGNALS:
    /// The outcome of a request.
    void handled(const QString &kind, bool isDone);
    /// The store can't be reached.
    void delayed(const QString &reason, std::chrono::milliseconds pause);
    void worked();

private:
    QFuture<Result<nlohmann::json>> fetch();
    bool isForUs(const nlohmann::json &row) const;
    bool isTooOld(const ServerRequest &request) const;
    bool isLost(const ServerRequest &request) const;
    QFuture<Result<>> work(const nlohmann::json &row);
    QFuture<Result<>> handle(const ServerRequest &claimed);
    QFuture<Result<>> finish(const ServerRequest &request, const Result<nlohmann::json> &outcome);
    void empty();

    supabase::RestClient &m_rest;
    const QString m_server;
    const Handler m_handler;
    const Pace m_pace;
    const Clock m_clock;
    Kinds m_kinds;
    shared::WorkLoop m_loop;
    QTimer m_cleaner;
};

} // namespace pl
