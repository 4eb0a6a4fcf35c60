#include "models/supabase/restcall.h"

#include "models/supabase/retry.h"

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
    : QObject(&client), m_client(client), m_request(std::move(request)), m_repeatable(repeatable)
{
    m_request.timeout = client.m_policy.timeout;
    connect(&m_answer, &QFutureWatcherBase::finished, this, [this] { answered(m_answer.result()); });
    connect(&m_renewal, &QFutureWatcherBase::finished, this, [this] {
        // Whoever refused the old bearer must decide about the new one; without one the 401 stands.
        if (m_renewal.result())
            tryOnce();
        else
            finish(m_answer.result());
    });
}

RestCall::~RestCall()
{
    finish(Error{ErrorCode::Cancelled, QStringLiteral("The request was given up.")});
}

QFuture<Result<HttpResponse>> RestCall::start()
{
    m_promise.start();
    tryOnce();
    return m_promise.future();
}

void RestCall::tryOnce()
{
    ++m_tries;
    m_answer.setFuture(m_client.m_transport.send(withCredentials(m_request, m_client.m_credentials)));
}

void RestCall::answered(const Result<HttpResponse> &answer)
{
    if (answer && answer->status == kUnauthorized && !m_renewed)
        return renewCredentials();
    const auto delay = m_repeatable ? retryDelay(m_client.m_policy, m_tries, answer) : std::nullopt;
    if (delay)
        QTimer::singleShot(*delay, this, &RestCall::tryOnce);
    else
        finish(answer);
}

void RestCall::renewCredentials()
{
    m_renewed = true;
    m_renewal.setFuture(m_client.m_credentials.renew());
}

void RestCall::finish(const Result<HttpResponse> &outcome)
{
    if (m_finished)
        return;
    m_finished = true;
    m_promise.addResult(outcome);
    m_promise.finish();
    deleteLater();
}

} // namespace pl::supabase
