#pragma once

#include "models/supabase/restclient.h"

#include <QFutureWatcher>
#include <QPromise>

namespace pl::supabase {

/// A guarded write that knows when its own first try had worked though its answer was lost: an empty answer to a
/// repeated try is checked against the row itself. A child of the client; deletes itself when finished.
class GuardedUpdateCall : public QObject
{
    Q_OBJECT

public:
    struct Write
    {
        QByteArray table;
        QByteArray columns;
        QUuid id;
        qint64 version = 0;
        nlohmann::json changes;
    };

    GuardedUpdateCall(RestClient &client, Write write, RetryPolicy policy);
    ~GuardedUpdateCall() override;
    QFuture<Result<nlohmann::json>> start();

private:
    void tryOnce();
    void patched(const Result<HttpResponse> &answer);
    void reread(const Result<nlohmann::json> &rows);
    void finish(const Result<nlohmann::json> &outcome);

    RestClient &m_client;
    Write m_write;
    RetryPolicy m_policy;
    int m_tries = 0;
    bool m_answerLost = false;
    bool m_finished = false;
    QPromise<Result<nlohmann::json>> m_promise;
    QFutureWatcher<Result<HttpResponse>> m_patch;
    QFutureWatcher<Result<nlohmann::json>> m_read;
};

} // namespace pl::supabase
