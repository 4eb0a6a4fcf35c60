#include "models/supabase/restcall.h"

#include "models/supabase/retry.h"

#include <QTimer>

namespace pl::supabase {
namespace {

constexpr int kUnauthorized = 401;

HttpRequest withCredentials(HttpRequest request, const Credentials &credentials)
{
    request.headers.append({"apikey", credentials.apiKey()});
    if (const QByteArray bearer = credentials.bearer(); !bearer.isEmpty())
        request.headers.append({"Authorization", "Bearer " + bearer});
    return request;
}

} // namespace

RestCall::RestCall(RestClient &client, HttpRequest request, bool repeatable)
    : Call(&client), m_client(client), m_request(std::move(request)), m_repeatable(repeatable)
{
    m_request.timeout = client.m_policy.timeout;
    if (!client.m_purpose.isEmpty())
        m_request.headers.append({"X-Client-Info", "plumber-leads/" PL_VERSION " (" + client.m_purpose + ')'});
}

void RestCall::tryOnce()
{
    if (!m_client.m_credentials.isReady())
        return renewFirst();
    ++m_tries;
    onResult(this, m_client.m_transport.send(withCredentials(m_request, m_client.m_credentials)),
             [this](const Result<HttpResponse> &answer) { answered(answer); });
}

void RestCall::answered(const Result<HttpResponse> &answer)
{
    m_client.heard(answer);
    if (answer && answer->status == kUnauthorized && !m_renewed)
        return renewCredentials(answer);
    const auto delay = m_repeatable ? retryDelay(m_client.m_policy, m_tries, answer) : std::nullopt;
    if (delay)
        QTimer::singleShot(*delay, this, &RestCall::tryOnce);
    else
        finish(answer);
}

void RestCall::renewFirst()
{
    onResult(this, m_client.m_credentials.renew(), [this](const Result<> &renewed) {
        if (renewed && m_client.m_credentials.isReady())
            tryOnce();
        else
            finish(renewed ? Error{ErrorCode::Unauthenticated, QStringLiteral("Nobody is signed in.")}
                           : renewed.error());
    });
}

/// Tries again with a renewed bearer; without one, the 401 stands.
void RestCall::renewCredentials(const Result<HttpResponse> &refused)
{
    m_renewed = true;
    onResult(this, m_client.m_credentials.renew(),
             [this, refused](const Result<> &renewed) { renewed ? tryOnce() : finish(refused); });
}

} // namespace pl::supabase
