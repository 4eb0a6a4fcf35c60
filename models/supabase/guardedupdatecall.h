#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

namespace pl::supabase {

/// A guarded write that knows when its own first try had worked though its answer was lost: an empty answer to a
/// repeated try is checked against the row itself. A child of the client.
class GuardedUpdateCall : public Call<nlohmann::json>
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

private:
    void run() override { tryOnce(); }
    void tryOnce();
    void patched(const Result<HttpResponse> &answer);
    void reread(const Result<nlohmann::json> &rows);

    RestClient &m_client;
    Write m_write;
    RetryPolicy m_policy;
    int m_tries = 0;
    bool m_answerLost = false;
};

} // namespace pl::supabase
