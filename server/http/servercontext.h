#pragma once

#include "server/http/answerqueue.h"
#include "server/http/limits.h"
#include "server/http/message.h"
#include "server/http/socketwatcher.h"

#include <chrono>

namespace pl::http {

/// What the server has done since it was made.
struct Counters
{
    quint64 accepted = 0;       ///< connections
    quint64 evicted = 0;        ///< idle and unfinished connections closed to make room
    quint64 turnedAway = 0;     ///< connections refused because none could be evicted
    quint64 requests = 0;       ///< handed to the handler
    quint64 refused = 0;        ///< requests answered before any handler saw them
    quint64 timedOut = 0;       ///< connections closed by a deadline
    int open = 0;               ///< connections now
    qint64 unfinishedBytes = 0; ///< held for incomplete requests
    qint64 unsentBytes = 0;     ///< answers that clients have not read yet
};

/// One answer, for logs and metrics. `method` and `path` are "-" for a request that could not be read.
struct AnswerRecord
{
    QByteArray method = "-";
    QByteArray path = "-";
    int status = 0;
    std::chrono::microseconds took{0};
};
using Observer = std::function<void(const AnswerRecord &)>;

/// What the connections of one server share.
struct ServerContext
{
    Handler handler;
    Limits limits;
    Observer observer = {};
    Counters counters = {};
    bool isDraining = false;
    std::chrono::steady_clock::time_point drainBegan = {};
    AnswerQueue answers = {};
    SocketWatcher watcher = {};
};

} // namespace pl::http
