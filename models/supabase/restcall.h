#pragma once

#include "models/supabase/restclient.h"

#include <QFutureWatcher>
#include <QPromise>

namespace pl::supabase {

/// One request of a RestClient from its first try to its last, as a child of the client. Finishes its future exactly
/// once and then deletes itself; destroyed before that, it finishes it as Cancelled.
class RestCall : public QObject
{
    Q_OBJECT

public:
    RestCall(RestClient &client, HttpRequest request, bool repeatable);
    ~RestCall() override;

    /// Once, before anything else.
    QFuture<Result<HttpResponse>> start();

private:
    void tryOnce();
    void answered(const Result<HttpResponse> &answer);
    void renewCredentials();
    void finish(const Result<HttpResponse> &outcome);

    RestClient &m_client;
    HttpRequest m_request;
    bool m_repeatable;
    bool m_renewed = false;
    bool m_finished = false;
    int m_tries = 0;
    QPromise<Result<HttpResponse>> m_promise;
    QFutureWatcher<Result<HttpResponse>> m_answer;
    QFutureWatcher<Result<>> m_renewal;
};

} // namespace pl::supabase
