#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

namespace pl::supabase {

/// One request of a RestClient from its first try to its last, as a child of the client.
class RestCall : public Call<HttpResponse>
{
    Q_OBJECT

public:
    RestCall(RestClient &client, HttpRequest request, bool repeatable);

private:
    void run() override { tryOnce(); }
    void tryOnce();
    void renewFirst();
    void answered(const Result<HttpResponse> &answer);
    void renewCredentials(const Result<HttpResponse> &refused);

    RestClient &m_client;
    HttpRequest m_request;
    bool m_repeatable;
    bool m_renewed = false;
    int m_tries = 0;
};

} // namespace pl::supabase
